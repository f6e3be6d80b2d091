// Answers what the kubelet and kube-proxy of this release make of a configuration, and which fields and flags they know.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	"github.com/spf13/pflag"
	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	proxyv1alpha1 "k8s.io/kube-proxy/config/v1alpha1"
	kubeletv1beta1 "k8s.io/kubelet/config/v1beta1"
	"k8s.io/kubernetes/cmd/kubelet/app/options"
	kubeletconfig "k8s.io/kubernetes/pkg/kubelet/apis/config"
	kubeletscheme "k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
	kubeletvalidation "k8s.io/kubernetes/pkg/kubelet/apis/config/validation"
	proxyconfig "k8s.io/kubernetes/pkg/proxy/apis/config"
	proxyscheme "k8s.io/kubernetes/pkg/proxy/apis/config/scheme"
)

type question struct {
	// A configuration, as text.
	Document string `json:"document"`
	// Drop-ins, in their order.
	DropIns []string `json:"dropIns"`
	// Flags in addition to it, as the kubelet takes them.
	Flags []string `json:"flags"`
	// True to start without a file: with the defaults of the command line.
	NoFile bool `json:"noFile"`
	// True for everything that this release knows, in place of an answer about a document.
	Table bool `json:"table"`
}

type answer struct {
	// Why it is not decoded at all.
	Fault string `json:"fault,omitempty"`
	// What strict decoding objects to.
	Strict string `json:"strict,omitempty"`
	// Why the decoded configuration is not valid.
	Invalid string `json:"invalid,omitempty"`
	// The configuration with defaults, in its external form.
	Value any `json:"value,omitempty"`
	// Name by type, and fields by name.
	Types map[string]map[string]string `json:"types,omitempty"`
	// Defaults of an empty configuration, and those of the command line without a file.
	Defaults       any `json:"defaults,omitempty"`
	LegacyDefaults any `json:"legacyDefaults,omitempty"`
	ProxyDefaults  any `json:"proxyDefaults,omitempty"`
	// Flags of the kubelet: the type of each, and for those that set a field its path.
	Flags map[string]flag `json:"flags,omitempty"`
	// Feature gates with their stage.
	Gates map[string]string `json:"gates,omitempty"`
}

type flag struct {
	Type       string `json:"type"`
	Field      string `json:"field,omitempty"`
	Deprecated bool   `json:"deprecated,omitempty"`
}

var scheme *runtime.Scheme
var strictCodecs, lenientCodecs, proxyStrict, proxyLenient *serializer.CodecFactory

func main() {
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	known, strict, err := kubeletscheme.NewSchemeAndCodecs(serializer.EnableStrict)
	must(err)
	_, lenient, err := kubeletscheme.NewSchemeAndCodecs(serializer.DisableStrict)
	must(err)
	scheme, strictCodecs, lenientCodecs = known, strict, lenient
	proxyS := serializer.NewCodecFactory(proxyscheme.Scheme, serializer.EnableStrict)
	proxyL := serializer.NewCodecFactory(proxyscheme.Scheme, serializer.DisableStrict)
	proxyStrict, proxyLenient = &proxyS, &proxyL

	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var asked question
		must(json.Unmarshal(in.Bytes(), &asked))
		must(encoder.Encode(answerTo(asked)))
		must(out.Flush())
	}
}

func answerTo(asked question) (result answer) {
	defer func() {
		if failure := recover(); failure != nil {
			result = answer{Fault: fmt.Sprint(failure)}
		}
	}()
	if asked.Table {
		return table()
	}
	if asked.NoFile {
		return withoutFile(asked.Flags)
	}
	if strings.Contains(asked.Document, "kubeproxy.config.k8s.io") {
		return proxy(asked.Document)
	}
	return kubelet(asked.Document, asked.DropIns, asked.Flags)
}

func decode(strict, lenient *serializer.CodecFactory, document string) (runtime.Object, answer) {
	object, _, err := strict.UniversalDecoder().Decode([]byte(document), nil, nil)
	if err == nil {
		return object, answer{}
	}
	if !runtime.IsStrictDecodingError(err) {
		return nil, answer{Fault: err.Error()}
	}
	object, _, lenientErr := lenient.UniversalDecoder().Decode([]byte(document), nil, nil)
	if lenientErr != nil {
		return nil, answer{Fault: lenientErr.Error()}
	}
	return object, answer{Strict: err.Error()}
}

func kubelet(document string, dropIns, args []string) answer {
	object, result := decode(strictCodecs, lenientCodecs, document)
	if object == nil {
		return result
	}
	config := object.(*kubeletconfig.KubeletConfiguration)
	if len(dropIns) > 0 {
		merged, err := merge(config, dropIns)
		if err != nil {
			return answer{Fault: err.Error()}
		}
		config = merged
	}
	if len(args) > 0 {
		if err := flagsOver(config, args); err != nil {
			return answer{Fault: err.Error()}
		}
	}
	return judged(config, result)
}

// As mergeKubeletConfigurations in cmd/kubelet/app/server.go does it.
func merge(config *kubeletconfig.KubeletConfiguration, dropIns []string) (*kubeletconfig.KubeletConfiguration, error) {
	text, err := json.Marshal(external(config))
	if err != nil {
		return nil, err
	}
	for _, dropIn := range dropIns {
		if text, err = jsonpatch.MergePatch(text, []byte(dropIn)); err != nil {
			return nil, err
		}
	}
	versioned := &kubeletv1beta1.KubeletConfiguration{}
	if err := json.Unmarshal(text, versioned); err != nil {
		return nil, err
	}
	scheme.Default(versioned)
	merged := &kubeletconfig.KubeletConfiguration{}
	return merged, scheme.Convert(versioned, merged, nil)
}

// As kubeletConfigFlagPrecedence in cmd/kubelet/app/server.go does it.
func flagsOver(config *kubeletconfig.KubeletConfiguration, args []string) error {
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.SetOutput(&strings.Builder{})
	options.NewKubeletFlags().AddFlags(set)
	options.AddKubeletConfigFlags(set, config)
	gates := config.FeatureGates
	if err := set.Parse(args); err != nil {
		return err
	}
	for name, value := range gates {
		if _, set := config.FeatureGates[name]; !set {
			config.FeatureGates[name] = value
		}
	}
	return nil
}

func withoutFile(args []string) answer {
	config, err := options.NewKubeletConfiguration()
	if err != nil {
		return answer{Fault: err.Error()}
	}
	if err := flagsOver(config, args); err != nil {
		return answer{Fault: err.Error()}
	}
	return judged(config, answer{})
}

func judged(config *kubeletconfig.KubeletConfiguration, result answer) answer {
	gate := utilfeature.DefaultMutableFeatureGate.DeepCopy()
	if err := gate.SetFromMap(config.FeatureGates); err != nil {
		result.Invalid = err.Error()
	} else if err := kubeletvalidation.ValidateKubeletConfiguration(config, gate); err != nil {
		result.Invalid = err.Error()
	}
	result.Value = external(config)
	return result
}

func external(config *kubeletconfig.KubeletConfiguration) any {
	versioned := &kubeletv1beta1.KubeletConfiguration{}
	if err := scheme.Convert(config, versioned, nil); err != nil {
		panic(err)
	}
	return versioned
}

func proxy(document string) answer {
	object, result := decode(proxyStrict, proxyLenient, document)
	if object == nil {
		return result
	}
	versioned := &proxyv1alpha1.KubeProxyConfiguration{}
	if err := proxyscheme.Scheme.Convert(object.(*proxyconfig.KubeProxyConfiguration), versioned, nil); err != nil {
		return answer{Fault: err.Error()}
	}
	result.Value = versioned
	return result
}

func table() answer {
	types := map[string]map[string]string{}
	fieldsOf(reflect.TypeOf(kubeletv1beta1.KubeletConfiguration{}), types)
	fieldsOf(reflect.TypeOf(proxyv1alpha1.KubeProxyConfiguration{}), types)
	legacy, err := options.NewKubeletConfiguration()
	if err != nil {
		panic(err)
	}
	gates := map[string]string{}
	for name, spec := range utilfeature.DefaultMutableFeatureGate.GetAll() {
		gates[string(name)] = string(spec.PreRelease)
	}
	return answer{
		Types:          types,
		Defaults:       kubelet("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n", nil, nil).Value,
		LegacyDefaults: external(legacy),
		ProxyDefaults:  proxy("apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n").Value,
		Flags:          flags(),
		Gates:          gates,
	}
}

// Fields by their names in JSON: `*` before the type where absent and zero differ.
func fieldsOf(of reflect.Type, types map[string]map[string]string) string {
	name := of.Name()
	if _, known := types[name]; known {
		return name
	}
	fields := map[string]string{}
	types[name] = fields
	collect(of, fields, types)
	return name
}

func collect(of reflect.Type, fields map[string]string, types map[string]map[string]string) {
	for index := 0; index < of.NumField(); index++ {
		field := of.Field(index)
		name, rest, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		if field.Anonymous && (name == "" || strings.Contains(rest, "inline")) {
			collect(field.Type, fields, types)
			continue
		}
		fields[name] = typeOf(field.Type, types)
	}
}

var unmarshaler = reflect.TypeOf((*json.Unmarshaler)(nil)).Elem()

func typeOf(of reflect.Type, types map[string]map[string]string) string {
	if of == reflect.TypeOf(metav1.Duration{}) {
		return "U"
	}
	if of == reflect.TypeOf(&metav1.Duration{}) {
		return "*u"
	}
	if of.Kind() == reflect.Ptr {
		return "*" + typeOf(of.Elem(), types)
	}
	if reflect.PointerTo(of).Implements(unmarshaler) {
		return "a"
	}
	switch of.Kind() {
	case reflect.String:
		return "s"
	case reflect.Bool:
		return "b"
	case reflect.Int32, reflect.Uint32:
		return "i"
	case reflect.Int64, reflect.Int:
		return "l"
	case reflect.Float32, reflect.Float64:
		return "d"
	case reflect.Slice:
		return "[" + strings.TrimPrefix(typeOf(of.Elem(), types), "*")
	case reflect.Map:
		return "{" + strings.TrimPrefix(typeOf(of.Elem(), types), "*")
	case reflect.Struct:
		return fieldsOf(of, types)
	}
	panic("no letter for " + of.String())
}

// What is tried to find out which field a flag sets.
var probes = map[string][]string{
	"bool": {"true", "false"}, "string": {"probe"}, "int32": {"7"}, "int64": {"7"}, "int": {"7"}, "float64": {"0.7"}, "duration": {"7h"},
	"ip": {"10.7.7.7"}, "stringSlice": {"probe"}, "mapStringBool": {"AllAlpha=true"}, "mapStringString": {"probe=7"},
	"colonSeparatedMultimapStringString": {"probe:7"}, "uint32": {"7"},
}

func flags() map[string]flag {
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	config, err := options.NewKubeletConfiguration()
	if err != nil {
		panic(err)
	}
	options.NewKubeletFlags().AddFlags(set)
	own := map[string]bool{}
	set.VisitAll(func(one *pflag.Flag) { own[one.Name] = true })
	options.AddKubeletConfigFlags(set, config)
	options.AddGlobalFlags(set)
	result := map[string]flag{}
	set.VisitAll(func(one *pflag.Flag) {
		found := flag{Type: one.Value.Type(), Deprecated: one.Deprecated != ""}
		if !own[one.Name] {
			found.Field = fieldSetBy(one.Name, one.Value.Type())
		}
		result[one.Name] = found
	})
	return result
}

func fieldSetBy(name, kind string) string {
	for _, value := range probes[kind] {
		before, err := options.NewKubeletConfiguration()
		if err != nil {
			panic(err)
		}
		after := before.DeepCopy()
		set := pflag.NewFlagSet("", pflag.ContinueOnError)
		options.AddKubeletConfigFlags(set, after)
		if set.Lookup(name) == nil || set.Set(name, value) != nil {
			continue
		}
		if changed := differing("", plain(external(before)), plain(external(after))); len(changed) > 0 {
			return changed[0]
		}
	}
	return ""
}

func plain(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	var result any
	if err := json.Unmarshal(text, &result); err != nil {
		panic(err)
	}
	return result
}

// Paths of fields that differ; a list or a mapping of the user's own names is one field.
func differing(path string, one, other any) []string {
	if reflect.DeepEqual(one, other) {
		return nil
	}
	first, isFirst := one.(map[string]any)
	second, isSecond := other.(map[string]any)
	if !isFirst || !isSecond {
		return []string{path}
	}
	names := map[string]bool{}
	for name := range first {
		names[name] = true
	}
	for name := range second {
		names[name] = true
	}
	var sorted, result []string
	for name := range names {
		sorted = append(sorted, name)
	}
	sort.Strings(sorted)
	for _, name := range sorted {
		result = append(result, differing(strings.TrimPrefix(path+"."+name, "."), first[name], second[name])...)
	}
	return result
}
