package recorded

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Script is what happens in a case, a command a line. The last one is the plan:
//
//	plan [--adopt] [--force-conflicts] [--read-only] … FILE…
//
// The others are what happened on the cluster before it, and are run by
// who records it; lines that begin with # are remarks.
type Script struct {
	Commands []Command
	plan     []string
}

// Command is a line of a script.
type Command struct {
	Line  int
	Words []string
}

// Script returns the case's.
func (c *Case) Script() (Script, error) {
	var s Script
	for i, line := range strings.Split(c.File("script"), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(words[0], "#"):
		case s.plan != nil:
			return s, fmt.Errorf("%s: script:%d: the plan is the end", c.path, i+1)
		case words[0] == "plan":
			s.plan = words[1:]
		default:
			s.Commands = append(s.Commands, Command{Line: i + 1, Words: words})
		}
	}
	if s.plan == nil {
		return s, fmt.Errorf("%s: the script does not end with a plan", c.path)
	}
	return s, nil
}

// Input is what the script has planned, of a stack.
func (c *Case) Input(script Script, s object.Stack) (plan.Input, error) {
	in := plan.Input{Stack: s, Cluster: "default"}
	var configured, version, secret string
	flags := flag.NewFlagSet("plan", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&in.Adopt, "adopt", false, "")
	flags.BoolVar(&in.Destroy, "destroy", false, "")
	flags.BoolVar(&in.ForceConflicts, "force-conflicts", false, "")
	flags.Func("force", "", func(v string) error { in.Force = append(in.Force, plan.ParseForce(v)); return nil })
	flags.Func("release-only", "", func(v string) error { in.ReleaseOnly = append(in.ReleaseOnly, v); return nil })
	flags.BoolVar(&in.ReadOnly, "read-only", false, "")
	flags.BoolVar(&in.DryRunAll, "dry-run-all", false, "")
	flags.BoolVar(&in.RemoveAdditions, "remove-additions", false, "")
	flags.Func("interactive", "", func(v string) error { in.Interactive = append(in.Interactive, v); return nil })
	flags.Func("target", "", func(v string) error { in.Targets = append(in.Targets, v); return nil })
	flags.Func("released", "", func(v string) error { in.Released = append(in.Released, v); return nil })
	flags.IntVar(&in.Parallelism, "parallelism", 0, "")
	flags.StringVar(&configured, "configured", "", "")
	flags.StringVar(&version, "kubernetes-version", "", "")
	flags.StringVar(&secret, "sensitive", "", "")
	if err := flags.Parse(script.plan); err != nil {
		return in, fmt.Errorf("%s: %w", c.path, err)
	}
	in.KubernetesVersion = version
	if secret != "" {
		in.Sensitive = []any{secret}
	}
	var err error
	if in.Desired, err = c.Compiled(s, flags.Args()...); err != nil || configured == "" {
		return in, err
	}
	in.Configured, err = c.Compiled(s, configured)
	return in, err
}

// Compiled reads the objects of files as the compiler gives them to a stack: with
// its labels, and the digests of what their Pods read.
func (c *Case) Compiled(s object.Stack, files ...string) ([]object.Manifest, error) {
	var all []object.Manifest
	for _, file := range files {
		manifests, err := c.Manifests(file, s)
		if err != nil {
			return nil, err
		}
		for _, m := range manifests {
			all = append(all, labelled(m, s))
		}
	}
	for i := range all {
		reads, ours := object.ConfigurationOf(&all[i], func(ref object.Ref) *object.Manifest {
			if i := slices.IndexFunc(all, func(m object.Manifest) bool { return m.Ref == ref }); i >= 0 {
				return &all[i]
			}
			return nil
		})
		if ours {
			all[i] = *all[i].WithConfigHash(reads.Public())
		}
	}
	return all, nil
}
