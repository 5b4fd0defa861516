package component

import (
	"fmt"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	"k8s.io/component-base/version"
)

// runKubernetes runs the command of a Kubernetes component.
func runKubernetes(command *cobra.Command, args []string) error {
	command.SetArgs(args)
	if code := cli.Run(command); code != 0 {
		return fmt.Errorf("%s ended with code %d", command.Name(), code)
	}
	return nil
}

// KubernetesVersion is the version that the components report. It is v0.0.0 in a build without the flags of build.sh.
func KubernetesVersion() string {
	return version.Get().GitVersion
}
