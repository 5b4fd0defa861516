package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/explained"
	"github.com/workloadlang/wl/lang/explain"
)

type explainOptions struct {
	path      string
	recursive bool
	format    ui.Format
}

func newExplainCommand(a *app) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use:   "explain [PATH]",
		Short: "Explain a block or an argument",
		Long: `Explains a block or an argument: its type, default and limits, the kinds of
workload that have it, its Kubernetes field, and the section of the documented
form. PATH is a path from the top, its unique end, or the name or path of a
Kubernetes field. Without PATH, it lists the top-level blocks.

Exit codes: 0 success; 1 there is no such block or argument.`,
		Example: `  wl explain workload.container.cpu
  wl explain upgrade.max_surge
  wl explain terminationGracePeriodSeconds
  wl explain spec.template.spec.dnsPolicy --lang zh`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			return completePath(args, typed)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.path = args[0]
			}
			return a.explain(o)
		},
	}
	cmd.Flags().BoolVar(&o.recursive, "recursive", false, "print the tree of everything in the block")
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (a *app) explain(o explainOptions) error {
	page := explain.Whole(a.language, o.recursive)
	if o.path != "" {
		var err error
		if page, err = explain.Find(o.path, a.language, o.recursive); err != nil {
			return err
		}
	}
	return explained.Write(a.streams.Out, page, a.language, a.streams.Options(o.format))
}

// completePath offers the steps that can follow what has been typed.
func completePath(args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var offers []string
	for _, path := range explain.Paths() {
		rest, ok := strings.CutPrefix(path, typed)
		if ok && !strings.Contains(strings.TrimPrefix(rest, "."), ".") {
			offers = append(offers, path)
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
