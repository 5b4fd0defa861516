package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/saved"
)

// maxPlanFile bounds what is read: some hundred thousand changes.
const maxPlanFile = 1 << 30

// Reviewed is a saved plan, and the file that it was read from.
type Reviewed struct {
	Path string
	*saved.File
}

// Load reads a saved plan.
func Load(path string) (*Reviewed, error) {
	raw, err := disk.Read(path, maxPlanFile)
	if err != nil {
		return nil, fact.NewError(err, PlanNotRead, nil)
	}
	f, err := saved.Decode(raw)
	if err != nil {
		return nil, fact.NewError(err, PlanUnusable, fact.Args{"file": path})
	}
	return &Reviewed{Path: path, File: f}, nil
}

// CheckDir refuses a plan that was made in another directory than this process runs in: the
// stack's is kept as it was given, and there is no configuration at it. Whether it is that of
// the stack is compared with everything else.
func (r *Reviewed) CheckDir() error {
	if filepath.IsAbs(r.Command.Dir) {
		return nil
	}
	entries, err := os.ReadDir(r.Command.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return lang.IsSource(e.Name()) }) {
		return nil // reading it says what is wrong
	}
	return fact.NewError(nil, PlanElsewhere, fact.Args{"file": r.Path, "dir": r.Command.Dir, "stack": r.Plan.Stack.Name})
}

// Reviewing returns the options with which the stack of a saved plan is opened.
func (o Options) Reviewing(r *Reviewed) Options {
	o.Dir, o.Context, o.Clusters = r.Command.Dir, r.Command.Context, r.Command.Clusters
	return o
}

// CheckSave reports whether Save would refuse what stands at a path now.
func CheckSave(path string) error { return writing(disk.CheckWrite(path)) }

// Save writes the plan to a file, whole or not at all. The error is ErrIncomplete
// where the plan is.
func (p *Planned) Save(ctx context.Context, path string) error {
	if ctx.Err() != nil || !p.Complete() {
		return ErrIncomplete
	}
	f, err := p.bind(ctx)
	if err != nil {
		return err
	}
	raw, err := saved.Encode(f)
	if err != nil {
		return err
	}
	return writing(disk.Write(path, raw))
}

func writing(err error) error {
	if err != nil {
		return fact.NewError(err, PlanNotWritten, nil)
	}
	return nil
}

// bind puts the plan together with what it is bound to.
func (p *Planned) bind(ctx context.Context) (*saved.File, error) {
	bindings, err := pool.Map(ctx, pool.All, p.targets, p.bindTo)
	return &saved.File{
		Created: time.Now().UTC().Format(time.RFC3339), Plan: *p.Plan, Bindings: bindings,
		Command: commandOf(p),
	}, err
}

// commandOf is what makes the same plan again.
func commandOf(p *Planned) saved.Command {
	o := p.stack.options
	c := saved.Command{
		Dir: o.Dir, Context: o.Context, Clusters: o.Clusters, ForceConflicts: p.options.ForceConflicts, Force: p.options.Forced, Targets: p.options.Targets,
		Adopt: p.options.Adopt, DryRunAll: p.options.DryRunAll, AcceptNew: p.options.AcceptNew,
	}
	for _, v := range o.Variables {
		if v.File != "" {
			c.Variables = append(c.Variables, "--var-file "+v.File)
		} else {
			c.Variables = append(c.Variables, "--var "+v.Name)
		}
	}
	return c
}

// bindTo finds out to what the plan of one cluster is bound.
func (p *Planned) bindTo(ctx context.Context, t target) (saved.Binding, error) {
	uid, err := t.identity(ctx)
	if err != nil {
		return saved.Binding{}, fact.NewError(err, ClusterUnknown, nil)
	}
	b, err := saved.Bind(uid, plan.Scope(t.Objects, p.stack.Stack.ID, p.options.Targets), t.result.Prior)
	b.Outputs = t.storedOutputs(p.stack.Extent)
	return b, err
}

// unlike is why the plan is not the one that was reviewed; nil where it is.
func (p *Planned) unlike(ctx context.Context, reviewed *Reviewed) *RefusedError {
	if !p.Complete() {
		return &RefusedError{Because: LeftBlocked, Reviewed: reviewed.Path}
	}
	now, err := p.bind(ctx)
	if err != nil {
		return &RefusedError{Because: LeftError, Reviewed: reviewed.Path, Err: err}
	}
	if differences := saved.Compare(reviewed.File, now); len(differences) > 0 {
		return &RefusedError{Because: differs(p, differences), Reviewed: reviewed.Path, Differences: differences}
	}
	return nil
}

// differs is why a plan with differences from the reviewed one is not applied: where these are
// only that nothing is left to do, that is why.
func differs(p *Planned, differences []saved.Difference) fact.Code {
	why := LeftApplied
	for _, d := range differences {
		switch needless(d) {
		case "":
			return LeftDiffers
		case LeftNothing:
			why = LeftNothing
		}
	}
	if _, changes := p.question(); changes > 0 {
		return LeftDiffers
	}
	return why
}

// needless is why nothing is left to do on a cluster, where a difference is that; empty of any other.
func needless(d saved.Difference) fact.Code {
	switch d.Problem.Code {
	case saved.ProblemApplied:
		return LeftApplied
	case saved.ProblemNothingLeft:
		return LeftNothing
	}
	return ""
}

// needless is why nothing of the reviewed plan is left to do on a cluster; empty where something is.
func (e *RefusedError) needless(cluster string) fact.Code {
	for _, d := range e.Differences {
		if why := needless(d); d.Cluster == cluster && why != "" {
			return why
		}
	}
	return ""
}
