// Judges pods as the API server does: decodes them, sets the defaults of the core API, and asks the Pod Security admission library.
//
// Reads a request a line, {"pod": {…}, "policies": [{"level": "restricted", "version": "v1.36"}, …]}, and answers each with a line:
// {"verdicts": [{"allowed": false, "checks": ["privileged"]}, …]}, or {"refused": "…"} for a pod that cannot be decoded.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	defaults "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	kjson "sigs.k8s.io/json"
)

type request struct {
	Pod      json.RawMessage `json:"pod"`
	Policies []struct {
		Level   string `json:"level"`
		Version string `json:"version"`
	} `json:"policies"`
}

type verdict struct {
	Allowed bool     `json:"allowed"`
	Checks  []string `json:"checks"`
}

type response struct {
	Verdicts []verdict `json:"verdicts,omitempty"`
	Refused  string    `json:"refused,omitempty"`
}

func main() {
	evaluator, err := policy.NewEvaluator(namedChecks(), nil)
	if err != nil {
		fail(err)
	}
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return
		}
		answer, err := judge(evaluator, line)
		if err != nil {
			fail(err)
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

// A result does not tell which check it comes from, so every check gives its id as the reason.
func namedChecks() []policy.Check {
	checks := policy.DefaultChecks()
	for i := range checks {
		id := string(checks[i].ID)
		for j := range checks[i].Versions {
			decide := checks[i].Versions[j].CheckPod
			checks[i].Versions[j].CheckPod = func(metadata *metav1.ObjectMeta, spec *v1.PodSpec) policy.CheckResult {
				result := decide(metadata, spec)
				result.ForbiddenReason = id
				return result
			}
		}
	}
	return checks
}

func judge(evaluator policy.Evaluator, line []byte) (response, error) {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return response{}, err
	}
	var pod v1.Pod
	if err := kjson.UnmarshalCaseSensitivePreserveInts(asked.Pod, &pod); err != nil {
		return response{Refused: err.Error()}, nil
	}
	defaults.SetObjectDefaults_Pod(&pod)
	var answer response
	for _, wanted := range asked.Policies {
		level, err := api.ParseLevel(wanted.Level)
		if err != nil {
			return response{}, err
		}
		version, err := api.ParseVersion(wanted.Version)
		if err != nil {
			return response{}, err
		}
		checks := []string{}
		for _, result := range evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: version}, &pod.ObjectMeta, &pod.Spec) {
			if !result.Allowed {
				checks = append(checks, result.ForbiddenReason)
			}
		}
		answer.Verdicts = append(answer.Verdicts, verdict{Allowed: len(checks) == 0, Checks: checks})
	}
	return answer, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
