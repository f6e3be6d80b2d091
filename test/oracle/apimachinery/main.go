// Answers for the shared types of the Kubernetes API as its controllers do: amounts of pods, and label selectors.
//
// Reads a question a line, and answers each with a line:
//
//	{"value": 1 or "50%", "total": 7}         {"up": 4, "down": 3}
//	{"selector": {…}, "labels": [{…}, …]}     {"matches": [true, …]}
//
// or {"refused": "…"} when the value is no amount of pods, by the checks that the API server makes on the fields of workloads and disruption budgets, or
// when the selector cannot be read.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
)

type question struct {
	Value    json.RawMessage     `json:"value"`
	Total    int32               `json:"total"`
	Selector json.RawMessage     `json:"selector"`
	Labels   []map[string]string `json:"labels"`
}

type answer struct {
	Up      *int   `json:"up,omitempty"`
	Down    *int   `json:"down,omitempty"`
	Matches []bool `json:"matches,omitempty"`
	Refused string `json:"refused,omitempty"`
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		if err := json.Unmarshal(line, &asked); err != nil {
			fail(err)
		}
		reply := answer{}
		if asked.Value != nil {
			reply = scale(asked)
		} else {
			reply = match(asked)
		}
		text, err := json.Marshal(reply)
		if err != nil {
			fail(err)
		}
		output.Write(append(text, '\n'))
		if input.Buffered() == 0 {
			output.Flush()
		}
	}
}

func scale(asked question) answer {
	var value intstr.IntOrString
	if err := json.Unmarshal(asked.Value, &value); err != nil {
		return answer{Refused: err.Error()}
	}
	if value.Type == intstr.Int && value.IntVal < 0 {
		return answer{Refused: "negative"}
	}
	if value.Type == intstr.String {
		if faults := validation.IsValidPercent(value.StrVal); len(faults) > 0 {
			return answer{Refused: faults[0]}
		}
	}
	up, err := intstr.GetScaledValueFromIntOrPercent(&value, int(asked.Total), true)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	down, err := intstr.GetScaledValueFromIntOrPercent(&value, int(asked.Total), false)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	return answer{Up: &up, Down: &down}
}

func match(asked question) answer {
	var written *metav1.LabelSelector
	if asked.Selector != nil {
		if err := json.Unmarshal(asked.Selector, &written); err != nil {
			return answer{Refused: err.Error()}
		}
	}
	selector, err := metav1.LabelSelectorAsSelector(written)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	matches := []bool{}
	for _, set := range asked.Labels {
		matches = append(matches, selector.Matches(labels.Set(set)))
	}
	return answer{Matches: matches}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
