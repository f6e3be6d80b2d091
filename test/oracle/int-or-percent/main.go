// Scales amounts of pods as Kubernetes' controllers do.
//
// Reads a question a line, {"value": 1 or "50%", "total": 7}, and answers each with a line: {"up": 4, "down": 3}, or {"refused": "…"} when the value is no
// amount of pods, by the checks that the API server makes on the fields of workloads and disruption budgets.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
)

type question struct {
	Value json.RawMessage `json:"value"`
	Total int32           `json:"total"`
}

type answer struct {
	Up      *int   `json:"up,omitempty"`
	Down    *int   `json:"down,omitempty"`
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
		text, err := json.Marshal(scale(asked))
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

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
