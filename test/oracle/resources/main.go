// Reads quantities and judges pods as the API server does: with the resource library of apimachinery, the defaults of the core API, the admission
// plugin LimitRanger, and the quota evaluator of pods.
//
// Reads a request a line, {"quantities": ["1", "2Gi", …]} or {"pod": {…}, "limitRanges": [{…}, …], "quotas": [{…}, …], "late": true},
// and answers each with a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	resourcehelper "k8s.io/component-helpers/resource"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/core"
	defaults "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/kubernetes/pkg/features"
	quotacore "k8s.io/kubernetes/pkg/quota/v1/evaluator/core"
	"k8s.io/kubernetes/plugin/pkg/admission/limitranger"
	"k8s.io/utils/clock"
	kjson "sigs.k8s.io/json"
)

type request struct {
	Quantities  []json.RawMessage `json:"quantities"`
	Pod         json.RawMessage   `json:"pod"`
	LimitRanges []json.RawMessage `json:"limitRanges"`
	Quotas      []json.RawMessage `json:"quotas"`
	Late        bool              `json:"late"`
}

type response struct {
	// For each quantity its value in billionths as a decimal number, or "" where it is refused.
	Values []string `json:"values,omitempty"`
	// For each pair of neighbours, -1, 0 or 1, and the sum in billionths; 2 where one of them is refused.
	Comparisons []int    `json:"comparisons,omitempty"`
	Sums        []string `json:"sums,omitempty"`

	Requests map[string]string `json:"requests,omitempty"`
	Limits   map[string]string `json:"limits,omitempty"`
	// What the LimitRanges refuse.
	Faults []string `json:"faults,omitempty"`
	// For each quota whether it counts the pod, and what it demands and the pod lacks.
	Matches []bool            `json:"matches,omitempty"`
	Lacking []string          `json:"lacking,omitempty"`
	Usage   map[string]string `json:"usage,omitempty"`
	Refused string            `json:"refused,omitempty"`
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked request
		if err := json.Unmarshal(line, &asked); err != nil {
			fail(err)
		}
		var answer response
		if asked.Quantities != nil {
			answer = quantities(asked.Quantities)
		} else {
			answer = judge(asked)
		}
		text, err := json.Marshal(answer)
		if err != nil {
			fail(err)
		}
		output.Write(append(text, '\n'))
		if input.Buffered() == 0 {
			output.Flush()
		}
	}
}

func quantities(texts []json.RawMessage) response {
	var answer response
	var parsed []*resource.Quantity
	for _, text := range texts {
		quantity := &resource.Quantity{}
		if err := quantity.UnmarshalJSON(text); err != nil {
			quantity = nil
		}
		parsed = append(parsed, quantity)
		answer.Values = append(answer.Values, nanos(quantity))
	}
	for i := 1; i < len(parsed); i++ {
		a, b := parsed[i-1], parsed[i]
		if a == nil || b == nil {
			answer.Comparisons = append(answer.Comparisons, 2)
			answer.Sums = append(answer.Sums, "")
			continue
		}
		answer.Comparisons = append(answer.Comparisons, a.Cmp(*b))
		sum := a.DeepCopy()
		sum.Add(*b)
		answer.Sums = append(answer.Sums, nanos(&sum))
	}
	return answer
}

// The amount in billionths: exact, since no quantity has more than nine decimal places.
func nanos(quantity *resource.Quantity) string {
	if quantity == nil {
		return ""
	}
	copied := quantity.DeepCopy()
	decimal := copied.AsDec()
	text := decimal.SetScale(decimal.Scale() - 9).String()
	if point := strings.Index(text, "."); point >= 0 {
		if strings.Trim(text[point+1:], "0") != "" {
			fail(fmt.Errorf("%s has more than nine decimal places", quantity.String()))
		}
		text = text[:point]
	}
	if text == "-0" {
		text = "0"
	}
	return text
}

func judge(asked request) response {
	setGate(asked.Late)
	var pod v1.Pod
	if err := kjson.UnmarshalCaseSensitivePreserveInts(asked.Pod, &pod); err != nil {
		return response{Refused: err.Error()}
	}
	defaults.SetObjectDefaults_Pod(&pod)
	internal := core.Pod{}
	if err := defaults.Convert_v1_Pod_To_core_Pod(&pod, &internal, nil); err != nil {
		return response{Refused: err.Error()}
	}
	var ranges []*v1.LimitRange
	for _, text := range asked.LimitRanges {
		limitRange := &v1.LimitRange{}
		if err := kjson.UnmarshalCaseSensitivePreserveInts(text, limitRange); err != nil {
			return response{Refused: err.Error()}
		}
		defaults.SetObjectDefaults_LimitRange(limitRange)
		ranges = append(ranges, limitRange)
	}
	for _, limitRange := range ranges {
		if err := limitranger.PodMutateLimitFunc(limitRange, &internal); err != nil {
			fail(err)
		}
	}
	podutil.DefaultPodLevelResources(&internal)
	answer := response{Faults: []string{}, Matches: []bool{}, Lacking: []string{}}
	for _, limitRange := range ranges {
		if err := limitranger.PodValidateLimitFunc(limitRange, &internal); err != nil {
			if several, ok := err.(utilerrors.Aggregate); ok {
				// Aggregate.Error drops equal texts; the list of errors keeps them.
				for _, one := range several.Errors() {
					answer.Faults = append(answer.Faults, one.Error())
				}
			} else {
				answer.Faults = append(answer.Faults, err.Error())
			}
		}
	}
	admitted := v1.Pod{}
	if err := defaults.Convert_core_Pod_To_v1_Pod(&internal, &admitted, nil); err != nil {
		fail(err)
	}
	// Each call gets a copy: adding the overhead changes large amounts of the pod in place.
	answer.Requests = amounts(resourcehelper.PodRequests(admitted.DeepCopy(), resourcehelper.PodResourcesOptions{}))
	answer.Limits = amounts(resourcehelper.PodLimits(admitted.DeepCopy(), resourcehelper.PodResourcesOptions{}))
	evaluator := quotacore.NewPodEvaluator(nil, clock.RealClock{})
	for _, text := range asked.Quotas {
		quota := &v1.ResourceQuota{}
		if err := kjson.UnmarshalCaseSensitivePreserveInts(text, quota); err != nil {
			return response{Refused: err.Error()}
		}
		quota.Status.Hard = quota.Spec.Hard
		matches, err := evaluator.Matches(quota, &admitted)
		if err != nil {
			return response{Refused: err.Error()}
		}
		answer.Matches = append(answer.Matches, matches)
		lacking := ""
		if matches {
			var names []v1.ResourceName
			for name := range quota.Spec.Hard {
				names = append(names, name)
			}
			if err := evaluator.Constraints(evaluator.MatchingResources(names), &admitted); err != nil {
				lacking = err.Error()
			}
		}
		answer.Lacking = append(answer.Lacking, lacking)
	}
	usage, err := evaluator.Usage(admitted.DeepCopy())
	if err != nil {
		return response{Refused: err.Error()}
	}
	answer.Usage = amounts(usage)
	return answer
}

func amounts(list v1.ResourceList) map[string]string {
	result := map[string]string{}
	for name, quantity := range list {
		result[string(name)] = nanos(&quantity)
	}
	return result
}

// Until 1.36 the resources of a pod as a whole were defaulted when it was decoded, from 1.37 on after admission has changed it.
func setGate(late bool) {
	gate := utilfeature.DefaultMutableFeatureGate
	if err := gate.SetFromMap(map[string]bool{
		string(features.PodLevelResourcesFixDefaulting):      late,
		string(features.PodLevelResourcesFixKubeletQOSClass): late,
	}); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
