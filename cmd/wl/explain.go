package main

import (
	"context"
	"os"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/explained"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/lang/explain"
)

type explainOptions struct {
	path, dir string
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
form. PATH is a path from the top, its unique end, the name or path of a
Kubernetes field, or a kind (Deployment, cm); or a kind that a CustomResourceDefinition of the stack defines,
and a field of it. Without PATH, it lists the top-level blocks.

Exit codes: 0 success; 1 there is no such block or argument.`,
		Example: `  wl explain workload.container.cpu
  wl explain upgrade.max_surge
  wl explain terminationGracePeriodSeconds
  wl explain spec.template.spec.dnsPolicy --lang zh
  wl explain -C ./platform Certificate.spec.issuerRef`,
		Args: oneArgument,
		ValidArgsFunction: func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			return completePath(args, typed)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.path = args[0]
			}
			o.dir = dirOf(cmd, nil)
			return o.explain(cmd.Context(), a)
		},
	}
	cmd.Flags().BoolVar(&o.recursive, "recursive", false, "print the tree of everything in the block")
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (o explainOptions) explain(ctx context.Context, a *app) error {
	page := explain.Whole(a.language, o.recursive)
	if o.path != "" {
		var err error
		if page, err = o.find(ctx, a); err != nil {
			return err
		}
	}
	return explained.Write(a.streams.Out, page, a.language, a.streams.Options(o.format))
}

// find asks the language first, and the definitions of the stack where that does not
// know the path, or where it begins with a capital letter, as kinds do.
func (o explainOptions) find(ctx context.Context, a *app) (*explain.Page, error) {
	page, unknown := explain.Find(o.path, a.language, o.recursive)
	if unknown == nil && !unicode.IsUpper([]rune(o.path)[0]) {
		return page, nil
	}
	c := lang.Compile(ctx, o.dir, lang.Options{Environment: os.Environ(), Extent: lang.Objects})
	defined, known, err := explain.Definitions(c.Definitions()).Find(o.path, a.language, o.recursive)
	if known {
		return defined, err
	}
	return page, unknown
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
