// Builds kustomizations with the library of kustomize: a line of JSON with the texts of files and the folder to build, one with the objects.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type question struct {
	Files  map[string]string `json:"files"`
	Folder string            `json:"folder"`
}

type answer struct {
	Objects []map[string]any `json:"objects"`
	Error   string           `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := out.Encode(build(asked)); err != nil {
			panic(err)
		}
	}
}

func build(asked question) (result answer) {
	// The library panics at some patches.
	defer func() {
		if failure := recover(); failure != nil {
			result = answer{Error: fmt.Sprint(failure)}
		}
	}()
	files := filesys.MakeFsInMemory()
	for name, text := range asked.Files {
		if err := files.WriteFile(name, []byte(text)); err != nil {
			return answer{Error: err.Error()}
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, asked.Folder)
	if err != nil {
		return answer{Error: err.Error()}
	}
	objects := []map[string]any{}
	for _, resource := range built.Resources() {
		object, err := resource.Map()
		if err != nil {
			return answer{Error: err.Error()}
		}
		objects = append(objects, object)
	}
	return answer{Objects: objects}
}
