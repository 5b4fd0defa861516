package recorded

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Replayer is a cluster, and the state of a stack in it, that answers what it was
// told to. The order of different questions does not matter; a question that was
// answered in several ways is again, and then always in the last. It may be used
// by several goroutines at once.
type Replayer struct {
	state   []state.Entry
	applied []state.AppliedObject

	mu      sync.Mutex
	answers map[string][]Answer
	asked   []Question
}

// NewReplayer answers as it is recorded.
func NewReplayer(r Recording) *Replayer {
	p := &Replayer{state: r.State, applied: r.Applied, answers: map[string][]Answer{}}
	for _, e := range r.Exchanges {
		p.answers[e.key()] = e.Answers
		p.asked = append(p.asked, e.Question)
	}
	return p
}

// answer is what a question is told. One that was never recorded is an error that
// shows it, beside the recorded one that is most like it.
func (p *Replayer) answer(q Question) (Answer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := q.key()
	answers := p.answers[key]
	if len(answers) == 0 {
		return Answer{}, fmt.Errorf("this was never asked when the answers were recorded: %s%s (make record records them anew)", q.Ask, p.unlike(q))
	}
	if len(answers) > 1 {
		p.answers[key] = answers[1:]
	}
	return answers[0], answers[0].Refused.err()
}

func (p *Replayer) unlike(q Question) string {
	for _, other := range p.asked {
		if other.Ask == q.Ask && q.Content != nil {
			return "\nwith other content (-recorded +now):\n" + cmp.Diff(other.Content, q.Content)
		}
	}
	var others []string
	verb, _, _ := strings.Cut(q.Ask, " ")
	for _, other := range p.asked {
		if strings.HasPrefix(other.Ask, verb+" ") {
			others = append(others, other.Ask)
		}
	}
	if len(others) == 0 {
		return ""
	}
	return "\nbut: " + strings.Join(others, "\n     ") + "\n"
}

// Read implements planner.State.
func (p *Replayer) Read(context.Context) (state.Snapshot, error) {
	if p.state == nil {
		return state.Snapshot{Key: Key()}, nil
	}
	return state.Snapshot{Revision: &state.Revision{Key: Key(), Objects: slices.Clone(p.state)}, Key: Key()}, nil
}

// Applied implements planner.State.
func (p *Replayer) Applied(context.Context, state.Snapshot) ([]state.AppliedObject, error) {
	return p.applied, nil
}

// MovingHere implements planner.State: no stack is moved.
func (p *Replayer) MovingHere(context.Context, bool) ([]object.Stack, error) { return nil, nil }

// Context implements planner.Cluster, as do the other methods.
func (p *Replayer) Context() string { return contextName }

func (p *Replayer) Server() string { return serverName }

func (p *Replayer) Version(context.Context) (string, error) {
	a, err := p.answer(askVersion())
	return a.Version, err
}

func (p *Replayer) ListMeta(_ context.Context, s kube.Selection) ([]object.Meta, error) {
	a, err := p.answer(askListMeta(s))
	if err != nil {
		return nil, err
	}
	return a.metas()
}

func (p *Replayer) List(_ context.Context, s kube.Selection) ([]map[string]any, error) {
	a, err := p.answer(askList(s))
	if err != nil {
		return nil, err
	}
	var found []map[string]any
	for _, o := range a.Objects {
		found = append(found, runtime.DeepCopyJSON(o))
	}
	return found, nil
}

func (p *Replayer) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	return p.GetVersion(ctx, ref, "")
}

func (p *Replayer) GetVersion(_ context.Context, ref object.Ref, version string) (map[string]any, error) {
	a, err := p.answer(askGet(ref, version))
	if err != nil {
		return nil, err
	}
	return runtime.DeepCopyJSON(a.Object), nil
}

// Terminating is not recorded.
func (p *Replayer) Terminating(context.Context, string) (time.Time, error) {
	return time.Time{}, nil
}

func (p *Replayer) NamespacedKinds(context.Context) ([]kind.Resource, error) {
	a, err := p.answer(askKinds())
	var kinds []kind.Resource
	for _, line := range a.Kinds {
		kinds = append(kinds, kindIn(line))
	}
	return kinds, err
}

func (p *Replayer) Peek(_ context.Context, k kind.Resource, namespace string, limit int64) ([]object.Meta, int64, error) {
	a, err := p.answer(askPeek(k, namespace, limit))
	if err != nil {
		return nil, 0, err
	}
	metas, err := a.metas()
	return metas, a.More, err
}

func (p *Replayer) DryRunApply(_ context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	return p.result(askApply(a))
}

func (p *Replayer) DryRunReplace(_ context.Context, ref object.Ref, manager string, content map[string]any) (kube.ApplyResult, error) {
	return p.result(askReplace(ref, manager, content))
}

func (p *Replayer) result(q Question) (kube.ApplyResult, error) {
	a, err := p.answer(q)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	meta, err := object.MetaOf(a.Object)
	return kube.ApplyResult{Created: a.Created, Object: runtime.DeepCopyJSON(a.Object), Meta: meta, Warnings: a.Warnings}, err
}

func (a Answer) metas() ([]object.Meta, error) {
	var found []object.Meta
	for _, w := range a.Metas {
		m, err := w.meta()
		if err != nil {
			return nil, err
		}
		found = append(found, m)
	}
	return found, nil
}
