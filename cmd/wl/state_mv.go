package main

import (
	"cmp"
	"context"
	"regexp"
	"slices"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/reports"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/lang"
)

type moveOptions struct {
	stateOptions
	toStack, toNamespace, toBackend, path string
	outsideRun                            string
}

func newStateMvCommand(a *app) *cobra.Command {
	var o moveOptions
	cmd := &cobra.Command{
		Use:   "mv [--to-namespace NS] [--to-stack NAME] | --to-backend cluster|file",
		Short: "Give a stack another name, or its state another place",
		Long: `Moves the state of a stack, with its history, to another namespace or another name of
the stack, and with it the labels and the field ownership of its objects. The objects
themselves stay where and as they are: no Pod restarts. Afterwards the configuration
must name the stack so; its next plan changes nothing because of it.

With --to-backend, the state moves between the cluster and a file (block state, backend),
in the directory that --path or the configuration names; nothing else changes.

While a stack is being moved, nothing else is planned or applied. A move that was
interrupted is continued by the same command. While a run over several clusters is
under way, nothing is moved without --outside-run REASON; the run ends then, unless only
the backend changes.

Exit codes: 0 moved; 1 failed.`,
		Example: `  wl state mv --to-namespace platform
  wl state mv -C ./shop --to-stack store
  wl state mv --stack shop --namespace shop --to-namespace platform --auto-approve
  wl state mv --to-backend file --path /var/lib/wl`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := cmp.Or(checkState(cmd, nil, o.Options), o.check()); err != nil {
				return err
			}
			o.Dir, o.Extent = dirOf(cmd, nil), lang.Identity
			return o.move(cmd.Context(), a)
		},
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().StringVar(&o.toNamespace, "to-namespace", "", "the `namespace` that is to hold the state (default: the one that holds it)")
	cmd.Flags().StringVar(&o.toStack, "to-stack", "", "the new `name` of the stack (default: the one that it has)")
	cmd.Flags().Var(choiceFlag{&o.toBackend, []string{"cluster", "file"}, "where"}, "to-backend", "where the state is to be: cluster or file")
	cmd.Flags().StringVar(&o.path, "path", "", "the `directory` of the state's files, with --to-backend (default: path in the block state)")
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "do not ask for approval")
	addOutsideFlag(cmd, &o.outsideRun)
	return cmd
}

// check refuses names that no stack, and no namespace, can have.
func (o moveOptions) check() error {
	name, namespace := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$`), regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	switch {
	case o.path != "" && o.toBackend == "":
		return fact.NewError(nil, usage.FlagWithout, fact.Args{"flag": "--path", "needs": "--to-backend"})
	case o.toBackend != "" && (o.toStack != "" || o.toNamespace != ""):
		return fact.NewError(nil, usage.MoveTwoWays, nil)
	case o.toBackend != "" && o.State.Name != "":
		return fact.NewError(nil, usage.MoveFilesByName, nil)
	case o.toBackend != "":
		return nil
	case o.toStack == "" && o.toNamespace == "":
		return fact.NewError(nil, usage.MoveNowhere, nil)
	case o.toStack != "" && !name.MatchString(o.toStack):
		return fact.NewError(nil, usage.MoveToBadStack, fact.Args{"given": o.toStack})
	case o.toNamespace != "" && !namespace.MatchString(o.toNamespace):
		return fact.NewError(nil, usage.MoveToBadPlace, fact.Args{"given": o.toNamespace})
	}
	return nil
}

func (o moveOptions) move(ctx context.Context, a *app) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	note, err := a.outside(ctx, s, engine.ReadTrace(ctx, s), "state mv", nil, o.outsideRun)
	if err != nil {
		return err
	}
	if o.toBackend != "" {
		return o.moveState(ctx, a, s, note)
	}
	return o.moveStack(ctx, a, s, note)
}

// moveStack has the stack continue under another name. Its run, where one is under way, ends first, which is said:
// it keeps the name that the stack had, under which nobody would find it, and what it is to bring is the former stack's.
func (o moveOptions) moveStack(ctx context.Context, a *app, s *engine.Stack, note *outsideNote) error {
	from := s.Stack.ID
	to := from
	to.Name, to.Namespace = cmp.Or(o.toStack, from.Name), cmp.Or(o.toNamespace, from.Namespace)
	if to == from {
		return fact.NewError(nil, usage.MoveAlreadyThere, fact.Args{"stack": from.Name, "namespace": from.Namespace})
	}
	if !o.autoApprove {
		yes, err := reports.ApproveMove(a.streams, from, to)
		if err != nil {
			return err
		}
		if !yes {
			return cmp.Or[error](reports.NotMoved(a.streams.Err, a.errOptions()), exitFailed)
		}
	}
	forsaken := false
	moved, failure := s.States().Move(ctx, to, func() (*waves.RunRef, error) {
		ref, err := note.make(ctx)
		if note == nil || err != nil || forsaken {
			return ref, err
		}
		ended, err := note.run.Steer().Forsake(ctx, to)
		if forsaken = err == nil; forsaken {
			a.notice(ended)
		}
		return ref, err
	}, a.notice)
	return cmp.Or(reports.Moved(a.streams.Out, moved, to, a.streams.Options(ui.Text)), failure)
}

// moveState moves the state to the other backend.
func (o moveOptions) moveState(ctx context.Context, a *app, s *engine.Stack, note *outsideNote) error {
	toFile := o.toBackend == "file"
	if !o.autoApprove {
		yes, err := reports.ApproveMoveState(a.streams, s.Stack.ID, toFile)
		if err != nil {
			return err
		}
		if !yes {
			return cmp.Or[error](reports.NotMoved(a.streams.Err, a.errOptions()), exitFailed)
		}
	}
	begin := func() error {
		_, err := note.make(ctx)
		return err
	}
	moved, failure := s.States().MoveState(ctx, toFile, o.path, begin, a.notice)
	if failure == nil && !slices.ContainsFunc(moved, func(m engine.Moved) bool { return !m.Already }) {
		return fact.NewError(nil, usage.MoveAlreadyThere, fact.Args{"stack": s.Stack.ID.Name, "backend": o.toBackend})
	}
	return cmp.Or(reports.MovedState(a.streams.Out, moved, toFile, a.streams.Options(ui.Text)), failure)
}

// notice prints what a person should know who waits.
func (a *app) notice(f fact.Fact) {
	w := words.In(a.errOptions().Language)
	_ = ui.Say(a.streams.Err, "%s", w.Ended(w.Text(f))) // there is nowhere else to say so
}
