// Writes the flags and feature gates of a component of Kubernetes, as the component itself registers them.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	cliflag "k8s.io/component-base/cli/flag"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app/options"
	admission "k8s.io/kubernetes/pkg/kubeapiserver/options"
)

type flag struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	Default    string `json:"default"`
	NoOption   string `json:"noOption,omitempty"`
	Shorthand  string `json:"shorthand,omitempty"`
	Deprecated bool   `json:"deprecated,omitempty"`
}

type plugin struct {
	Name    string `json:"name"`
	Default bool   `json:"default"`
}

type suite struct {
	Name     string `json:"name"`
	Insecure bool   `json:"insecure,omitempty"`
}

type gate struct {
	Name    string `json:"name"`
	Default bool   `json:"default"`
	Locked  bool   `json:"locked,omitempty"`
	Stage   string `json:"stage"`
}

// The command of the kubelet keeps its set of flags to itself: this is how it makes it.
func kubeletFlags() (*pflag.FlagSet, error) {
	flags := pflag.NewFlagSet("kubelet", pflag.ContinueOnError)
	config, err := kubelet.NewKubeletConfiguration()
	if err != nil {
		return nil, err
	}
	kubelet.NewKubeletFlags().AddFlags(flags)
	kubelet.AddKubeletConfigFlags(flags, config)
	kubelet.AddGlobalFlags(flags)
	return flags, nil
}

func flagsOf(component string) (*pflag.FlagSet, error) {
	commands := map[string]func() *cobra.Command{
		"kube-apiserver":          apiserver.NewAPIServerCommand,
		"kube-controller-manager": controllermanager.NewControllerManagerCommand,
		"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
		"kube-proxy":              proxy.NewProxyCommand,
	}
	if component == "kubelet" {
		return kubeletFlags()
	}
	command, known := commands[component]
	if !known {
		return nil, fmt.Errorf("no component %q", component)
	}
	return command().Flags(), nil
}

func main() {
	set, err := flagsOf(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	flags := []flag{}
	set.VisitAll(func(f *pflag.Flag) {
		flags = append(flags, flag{f.Name, f.Value.Type(), f.DefValue, f.NoOptDefVal, f.Shorthand, f.Deprecated != ""})
	})
	gates := []gate{}
	for name, spec := range utilfeature.DefaultMutableFeatureGate.GetAll() {
		gates = append(gates, gate{string(name), spec.Default, spec.LockToDefault, string(spec.PreRelease)})
	}
	plugins := []plugin{}
	off := admission.DefaultOffAdmissionPlugins()
	for _, name := range admission.AllOrderedPlugins {
		plugins = append(plugins, plugin{name, !off.Has(name)})
	}
	suites := []suite{}
	for _, name := range cliflag.PreferredTLSCipherNames() {
		suites = append(suites, suite{name, false})
	}
	for _, name := range cliflag.InsecureTLSCipherNames() {
		suites = append(suites, suite{name, true})
	}
	output := map[string]any{"flags": flags, "gates": gates, "plugins": plugins, "suites": suites}
	if err := json.NewEncoder(os.Stdout).Encode(output); err != nil {
		panic(err)
	}
}
