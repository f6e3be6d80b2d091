// The kubelet; with `fake-runtime SOCKET`, a container runtime for it that starts nothing.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"k8s.io/component-base/cli"
	"k8s.io/cri-client/pkg/fake"
	"k8s.io/kubernetes/cmd/kubelet/app"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "fake-runtime" {
		runtime := fake.NewFakeRemoteRuntime()
		// Without a size, the kubelet takes an image for broken.
		runtime.ImageService.SetFakeImageSize(1)
		if err := runtime.Start("unix://" + os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		ended := make(chan os.Signal, 1)
		signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
		<-ended
		runtime.Stop()
		return
	}
	os.Exit(cli.Run(app.NewKubeletCommand(context.Background())))
}
