// Admits namespaces and pods as the API server's plugin PodSecurity does, with the configuration that it is given.
//
// Reads a request a line: {"admission": {AdmissionConfiguration or null}, "files": {"psa.json": {…}}, "cluster": "v1.36", "namespaces": [{Namespace}, …],
// "objects": [{Pod, Deployment, …}, …]}. The objects are created in the first namespace. Answers each with a line:
// {"refused": "…"} for a configuration with which the API server does not start, else {"namespaces": […], "decisions": […]}.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	admissionv1 "k8s.io/api/admission/v1"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiserveradmission "k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/apis/apiserver/install"
	appsdefaults "k8s.io/kubernetes/pkg/apis/apps/v1"
	batchdefaults "k8s.io/kubernetes/pkg/apis/batch/v1"
	coredefaults "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/admission/api/load"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/metrics"
	"k8s.io/pod-security-admission/policy"
	kjson "sigs.k8s.io/json"
)

type request struct {
	Admission  json.RawMessage            `json:"admission"`
	Files      map[string]json.RawMessage `json:"files"`
	Cluster    string                     `json:"cluster"`
	Namespaces []json.RawMessage          `json:"namespaces"`
	Objects    []json.RawMessage          `json:"objects"`
}

// What holds in a namespace, and whether a Namespace with these labels is created.
type namespaceAnswer struct {
	Refused string `json:"refused,omitempty"`
	Created bool   `json:"created"`
	Enforce string `json:"enforce,omitempty"`
	Audit   string `json:"audit,omitempty"`
	Warn    string `json:"warn,omitempty"`
}

// What becomes of an object, and the ids of the checks that say so.
type decision struct {
	Refused string   `json:"refused,omitempty"`
	Allowed bool     `json:"allowed"`
	Exempt  string   `json:"exempt,omitempty"`
	Forbids []string `json:"forbids"`
	Audits  []string `json:"audits"`
	Warns   []string `json:"warns"`
}

type response struct {
	Refused    string            `json:"refused,omitempty"`
	Namespaces []namespaceAnswer `json:"namespaces,omitempty"`
	Decisions  []decision        `json:"decisions,omitempty"`
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return
		}
		answer, err := answerTo(line)
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

func answerTo(line []byte) (response, error) {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return response{}, err
	}
	configuration, err := configurationOf(asked)
	if err != nil {
		return response{Refused: err.Error()}, nil
	}
	cluster, err := api.ParseVersion(asked.Cluster)
	if err != nil {
		return response{}, err
	}
	evaluator, err := policy.NewEvaluator(namedChecks(), &cluster)
	if err != nil {
		return response{}, err
	}
	recorder := &recordingEvaluator{Evaluator: evaluator}
	found := &fixedNamespace{}
	plugin := &admission.Admission{Evaluator: recorder, Metrics: noMetrics{}, NamespaceGetter: found, PodLister: noPods{}}
	plugin.Configuration, err = load.LoadFromReader(configuration)
	if err == nil {
		err = plugin.CompleteConfiguration()
	}
	if err == nil {
		err = plugin.ValidateConfiguration()
	}
	if err != nil {
		return response{Refused: err.Error()}, nil
	}
	var answer response
	var first *corev1.Namespace
	for i, raw := range asked.Namespaces {
		var namespace corev1.Namespace
		if err := kjson.UnmarshalCaseSensitivePreserveInts(raw, &namespace); err != nil {
			answer.Namespaces = append(answer.Namespaces, namespaceAnswer{Refused: err.Error()})
			continue
		}
		if i == 0 {
			first = &namespace
		}
		holds, _ := plugin.PolicyToEvaluate(namespace.Labels)
		created := plugin.Validate(context.Background(), &api.AttributesRecord{
			Name: namespace.Name, Namespace: namespace.Name, Operation: admissionv1.Create, Object: &namespace,
			Resource: corev1.SchemeGroupVersion.WithResource("namespaces"), Kind: corev1.SchemeGroupVersion.WithKind("Namespace"),
		})
		answer.Namespaces = append(answer.Namespaces, namespaceAnswer{
			Created: created.Allowed, Enforce: holds.Enforce.String(), Audit: holds.Audit.String(), Warn: holds.Warn.String(),
		})
	}
	for _, raw := range asked.Objects {
		if first == nil {
			return response{}, errors.New("objects without a namespace that can be decoded")
		}
		found.namespace = first
		verdict, err := decide(plugin, recorder, first, raw)
		if err != nil {
			return response{}, err
		}
		answer.Decisions = append(answer.Decisions, verdict)
	}
	return answer, nil
}

// What the plugin is given: by the AdmissionConfiguration, or by psa.json alone, or nothing.
func configurationOf(asked request) (io.Reader, error) {
	folder, err := os.MkdirTemp("", "pod-security-")
	if err != nil {
		fail(err)
	}
	defer os.RemoveAll(folder)
	for name, content := range asked.Files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			fail(err)
		}
	}
	if len(asked.Admission) == 0 || string(asked.Admission) == "null" {
		if content, ok := asked.Files["psa.json"]; ok {
			return bytes.NewReader(content), nil
		}
		return nil, nil
	}
	file := filepath.Join(folder, "admission.json")
	if err := os.WriteFile(file, asked.Admission, 0o600); err != nil {
		fail(err)
	}
	scheme := runtime.NewScheme()
	install.Install(scheme)
	provider, err := apiserveradmission.ReadAdmissionConfiguration([]string{"PodSecurity"}, file, scheme)
	if err != nil {
		return nil, err
	}
	// The file is gone when the reader is used: what is in it is read here.
	reader, err := provider.ConfigFor("PodSecurity")
	if err != nil || reader == nil {
		return nil, err
	}
	content, err := io.ReadAll(reader)
	return bytes.NewReader(content), err
}

type kind struct {
	resource schema.GroupVersionResource
	empty    runtime.Object
	defaults func(runtime.Object)
}

var kinds = map[string]kind{
	"Pod":         {corev1.SchemeGroupVersion.WithResource("pods"), &corev1.Pod{}, func(o runtime.Object) { coredefaults.SetObjectDefaults_Pod(o.(*corev1.Pod)) }},
	"PodTemplate": {corev1.SchemeGroupVersion.WithResource("podtemplates"), &corev1.PodTemplate{}, func(o runtime.Object) { coredefaults.SetObjectDefaults_PodTemplate(o.(*corev1.PodTemplate)) }},
	"Deployment":  {appsv1.SchemeGroupVersion.WithResource("deployments"), &appsv1.Deployment{}, func(o runtime.Object) { appsdefaults.SetObjectDefaults_Deployment(o.(*appsv1.Deployment)) }},
	"StatefulSet": {appsv1.SchemeGroupVersion.WithResource("statefulsets"), &appsv1.StatefulSet{}, func(o runtime.Object) { appsdefaults.SetObjectDefaults_StatefulSet(o.(*appsv1.StatefulSet)) }},
	"CronJob":     {batchv1.SchemeGroupVersion.WithResource("cronjobs"), &batchv1.CronJob{}, func(o runtime.Object) { batchdefaults.SetObjectDefaults_CronJob(o.(*batchv1.CronJob)) }},
}

func decide(plugin *admission.Admission, recorder *recordingEvaluator, namespace *corev1.Namespace, raw []byte) (decision, error) {
	var meta metav1.TypeMeta
	if err := json.Unmarshal(raw, &meta); err != nil {
		return decision{}, err
	}
	known, ok := kinds[meta.Kind]
	if !ok {
		return decision{}, fmt.Errorf("unknown kind %q", meta.Kind)
	}
	object := known.empty.DeepCopyObject()
	if err := kjson.UnmarshalCaseSensitivePreserveInts(raw, object); err != nil {
		return decision{Refused: err.Error()}, nil
	}
	known.defaults(object)
	recorder.failed = map[string][]string{}
	result := plugin.Validate(context.Background(), &api.AttributesRecord{
		Name: "p", Namespace: namespace.Name, Operation: admissionv1.Create, Object: object, Resource: known.resource, Username: "somebody",
		Kind: known.resource.GroupVersion().WithKind(meta.Kind),
	})
	holds, _ := plugin.PolicyToEvaluate(namespace.Labels)
	verdict := decision{Allowed: result.Allowed, Exempt: result.AuditAnnotations[api.ExemptionReasonAnnotationKey], Forbids: []string{}, Audits: []string{}, Warns: []string{}}
	if !result.Allowed {
		verdict.Forbids = recorder.failed[holds.Enforce.String()]
	}
	if _, audited := result.AuditAnnotations[api.AuditViolationsAnnotationKey]; audited {
		verdict.Audits = recorder.failed[holds.Audit.String()]
	}
	if len(result.Warnings) > 0 {
		verdict.Warns = recorder.failed[holds.Warn.String()]
	}
	return verdict, nil
}

// Keeps which checks failed: an admission response has them in words only.
type recordingEvaluator struct {
	policy.Evaluator
	failed map[string][]string
}

func (r *recordingEvaluator) EvaluatePod(asked api.LevelVersion, metadata *metav1.ObjectMeta, spec *corev1.PodSpec) []policy.CheckResult {
	results := r.Evaluator.EvaluatePod(asked, metadata, spec)
	ids := []string{}
	for _, result := range results {
		if !result.Allowed {
			ids = append(ids, result.ForbiddenReason)
		}
	}
	r.failed[asked.String()] = ids
	return results
}

// A result does not tell which check it comes from, so every check gives its id as the reason.
func namedChecks() []policy.Check {
	checks := policy.DefaultChecks()
	for i := range checks {
		id := string(checks[i].ID)
		for j := range checks[i].Versions {
			decide := checks[i].Versions[j].CheckPod
			checks[i].Versions[j].CheckPod = func(metadata *metav1.ObjectMeta, spec *corev1.PodSpec) policy.CheckResult {
				result := decide(metadata, spec)
				result.ForbiddenReason = id
				return result
			}
		}
	}
	return checks
}

type fixedNamespace struct{ namespace *corev1.Namespace }

func (f *fixedNamespace) GetNamespace(context.Context, string) (*corev1.Namespace, error) {
	return f.namespace, nil
}

type noPods struct{}

func (noPods) ListPods(context.Context, string) ([]*corev1.Pod, error) { return nil, nil }

type noMetrics struct{}

func (noMetrics) RecordEvaluation(metrics.Decision, api.LevelVersion, metrics.Mode, api.Attributes) {}
func (noMetrics) RecordExemption(api.Attributes)                                                    {}
func (noMetrics) RecordError(bool, api.Attributes)                                                  {}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
