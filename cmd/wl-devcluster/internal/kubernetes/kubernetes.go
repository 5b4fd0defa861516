// Package kubernetes runs Kubernetes' own components, each the upstream entry point. It builds with every version that
// the files beside build.sh name.
package kubernetes

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	"k8s.io/component-base/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
)

// Run runs a component in this process and returns when it ends.
func Run(name string, args []string) error {
	var command *cobra.Command
	switch name {
	case component.APIServer:
		command = apiserver.NewAPIServerCommand()
	case component.ControllerManager:
		command = controllermanager.NewControllerManagerCommand()
	case component.Scheduler:
		command = scheduler.NewSchedulerCommand()
	default:
		return fmt.Errorf("Kubernetes has no component %q", name)
	}
	os.Args[0] = name // from which clients take the name under which they own fields
	command.SetArgs(args)
	if code := cli.Run(command); code != 0 {
		return fmt.Errorf("%s ended with code %d", name, code)
	}
	return nil
}

// Version is the version that the components report. It is v0.0.0 in a build without the flags of build.sh.
func Version() string { return version.Get().GitVersion }
