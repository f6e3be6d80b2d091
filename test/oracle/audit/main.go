// Decides about requests as the API server's audit policy does: loads the policy with the server's own reader, and asks its evaluator.
//
// Reads a question a line, {"policy": {…}, "requests": [{"user": "jane", "groups": […], "anonymous": false, …}, …]}, and answers each with a
// line: {"decisions": [{"level": "Metadata", "omitStages": […], "omitManagedFields": false}, …]}, or {"refused": "…"}.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"k8s.io/apiserver/pkg/audit/policy"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/klog/v2"
)

type request struct {
	User *struct {
		Name   string   `json:"name"`
		Groups []string `json:"groups"`
	} `json:"user"`
	Verb     string `json:"verb"`
	Path     string `json:"path"`
	Resource *struct {
		Group       string `json:"group"`
		Resource    string `json:"resource"`
		Subresource string `json:"subresource"`
		Name        string `json:"name"`
		Namespace   string `json:"namespace"`
	} `json:"resource"`
}

type decision struct {
	Level             string   `json:"level"`
	OmitStages        []string `json:"omitStages"`
	OmitManagedFields bool     `json:"omitManagedFields"`
}

type answer struct {
	Decisions []decision `json:"decisions,omitempty"`
	Refused   string     `json:"refused,omitempty"`
}

func main() {
	klog.LogToStderr(false)
	klog.SetOutput(discard{})
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return
		}
		var question struct {
			Policy   json.RawMessage `json:"policy"`
			Requests []request       `json:"requests"`
		}
		if err := json.Unmarshal(line, &question); err != nil {
			fail(err)
		}
		text, err := json.Marshal(decide(question.Policy, question.Requests))
		if err != nil {
			fail(err)
		}
		output.Write(append(text, '\n'))
		if input.Buffered() == 0 {
			output.Flush()
		}
	}
}

func decide(document []byte, requests []request) answer {
	loaded, err := policy.LoadPolicyFromBytes(document)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	evaluator := policy.NewPolicyRuleEvaluator(loaded)
	decisions := []decision{}
	for _, request := range requests {
		config := evaluator.EvaluatePolicyRule(attributes(request))
		stages := []string{}
		for _, stage := range config.OmitStages {
			stages = append(stages, string(stage))
		}
		slices.Sort(stages)
		stages = slices.Compact(stages)
		decisions = append(decisions, decision{string(config.Level), stages, config.OmitManagedFields})
	}
	return answer{Decisions: decisions}
}

func attributes(request request) authorizer.Attributes {
	record := authorizer.AttributesRecord{Verb: request.Verb, Path: request.Path}
	// A nil *DefaultInfo in the interface would not be a nil user.
	if request.User != nil {
		record.User = &user.DefaultInfo{Name: request.User.Name, Groups: request.User.Groups}
	}
	if resource := request.Resource; resource != nil {
		record.ResourceRequest = true
		record.APIGroup = resource.Group
		record.Resource = resource.Resource
		record.Subresource = resource.Subresource
		record.Name = resource.Name
		record.Namespace = resource.Namespace
	}
	return record
}

type discard struct{}

func (discard) Write(text []byte) (int, error) { return len(text), nil }

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
