// Reads texts, one JSON string a line, and prints for each what Kubernetes' own reader makes of it: a JSON array with, for every document,
// either {"value": ...} or {"error": "..."}.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

type document struct {
	Value json.RawMessage `json:"value,omitempty"`
	Error string          `json:"error,omitempty"`
}

// What kubectl looks at to tell JSON from YAML.
const bufferSize = 4096

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var text string
			if err := json.Unmarshal(line, &text); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			answer, err := json.Marshal(read(text))
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			out.Write(append(answer, '\n'))
			if in.Buffered() == 0 {
				out.Flush()
			}
		}
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// read decodes as kubectl does: document by document, going on after one that cannot be read.
func read(text string) []document {
	documents := []document{}
	decoder := utilyaml.NewYAMLOrJSONDecoder(strings.NewReader(text), bufferSize)
	for failures := 0; failures < 2; {
		var value json.RawMessage
		err := decoder.Decode(&value)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			documents = append(documents, document{Error: err.Error()})
			// A JSON stream that is broken stays so: the decoder would say the same for ever.
			var syntax utilyaml.YAMLSyntaxError
			if !errors.As(err, &syntax) {
				failures++
			}
			continue
		}
		if value == nil {
			value = json.RawMessage("null")
		}
		documents = append(documents, document{Value: value})
	}
	return documents
}
