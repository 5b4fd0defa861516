package recorded

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/planner"
)

// Recorder is a cluster that notes what it is asked. It may be used by several
// goroutines at once.
type Recorder struct {
	cluster planner.Cluster
	own     string
	before  func(ask string) error

	mu  sync.Mutex
	log []Exchange
}

// NewRecorder records what a cluster is asked. Kinds that others have defined are
// left out: only those are there whose group has own in its name. Before, if it
// is not nil, is called before each question is passed on.
func NewRecorder(cluster planner.Cluster, own string, before func(ask string) error) *Recorder {
	return &Recorder{cluster: cluster, own: own, before: before}
}

// Exchanges are the questions that were asked, in the order in which they were
// first answered.
func (r *Recorder) Exchanges() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.log)
}

// pass asks the cluster, and notes question and answer.
func pass[T any](r *Recorder, q Question, ask func() (T, error), written func(T) Answer) (T, error) {
	if r.before != nil {
		if err := r.before(q.Ask); err != nil {
			return *new(T), err
		}
	}
	result, err := ask()
	a := Answer{Refused: refusalOf(err)}
	if err == nil {
		a = written(result)
	}
	a, q, notedErr := noted(a, q)
	if notedErr != nil {
		return result, errors.Join(err, notedErr)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.log, func(e Exchange) bool { return e.key() == q.key() })
	if i < 0 {
		i, r.log = len(r.log), append(r.log, Exchange{Question: q})
	}
	if n := len(r.log[i].Answers); n == 0 || !reflect.DeepEqual(r.log[i].Answers[n-1], a) {
		r.log[i].Answers = append(r.log[i].Answers, a)
	}
	return result, err
}

// noted are copies that nobody changes any more.
func noted(a Answer, q Question) (Answer, Question, error) {
	raw, err := json.Marshal(Exchange{q, []Answer{a}})
	if err != nil {
		return a, q, err
	}
	var e Exchange
	if err := json.Unmarshal(raw, &e); err != nil {
		return a, q, err
	}
	return e.Answers[0], e.Question, nil
}

// Context implements planner.Cluster, as do the other methods.
func (r *Recorder) Context() string { return r.cluster.Context() }

func (r *Recorder) Server() string { return r.cluster.Server() }

func (r *Recorder) Version(ctx context.Context) (string, error) {
	return pass(r, askVersion(), func() (string, error) { return r.cluster.Version(ctx) }, func(v string) Answer { return Answer{Version: v} })
}

func (r *Recorder) ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error) {
	return pass(r, askListMeta(s), func() ([]object.Meta, error) { return r.cluster.ListMeta(ctx, s) }, func(found []object.Meta) Answer {
		return Answer{Metas: metasFrom(found)}
	})
}

func (r *Recorder) List(ctx context.Context, s kube.Selection) ([]map[string]any, error) {
	return pass(r, askList(s), func() ([]map[string]any, error) { return r.cluster.List(ctx, s) }, func(found []map[string]any) Answer {
		var a Answer
		for _, o := range found {
			a.Objects = append(a.Objects, o)
		}
		return a
	})
}

func (r *Recorder) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	return pass(r, askGet(ref, ""), func() (map[string]any, error) { return r.cluster.Get(ctx, ref) }, objectAnswer)
}

func (r *Recorder) GetVersion(ctx context.Context, ref object.Ref, version string) (map[string]any, error) {
	return pass(r, askGet(ref, version), func() (map[string]any, error) { return r.cluster.GetVersion(ctx, ref, version) }, objectAnswer)
}

// Terminating is not noted: where a namespace is being deleted, a recording has what the
// server refuses because of it.
func (r *Recorder) Terminating(ctx context.Context, namespace string) (time.Time, error) {
	return r.cluster.Terminating(ctx, namespace)
}

func objectAnswer(o map[string]any) Answer { return Answer{Object: o} }

func (r *Recorder) NamespacedKinds(ctx context.Context) ([]kind.Resource, error) {
	return pass(r, askKinds(), func() ([]kind.Resource, error) {
		kinds, err := r.cluster.NamespacedKinds(ctx)
		kinds = slices.DeleteFunc(slices.Clone(kinds), func(k kind.Resource) bool {
			return !kind.IsBuiltInGroup(k.Group) && !strings.Contains(k.Group, r.own)
		})
		slices.SortFunc(kinds, func(a, b kind.Resource) int {
			return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Kind, b.Kind))
		})
		return kinds, err
	}, func(kinds []kind.Resource) (a Answer) {
		for _, k := range kinds {
			a.Kinds = append(a.Kinds, kindLine(k))
		}
		return a
	})
}

type peeked struct {
	metas []object.Meta
	more  int64
}

func (r *Recorder) Peek(ctx context.Context, k kind.Resource, namespace string, limit int64) ([]object.Meta, int64, error) {
	p, err := pass(r, askPeek(k, namespace, limit), func() (p peeked, err error) {
		p.metas, p.more, err = r.cluster.Peek(ctx, k, namespace, limit)
		return p, err
	}, func(p peeked) Answer { return Answer{Metas: metasFrom(p.metas), More: p.more} })
	return p.metas, p.more, err
}

func (r *Recorder) DryRunApply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	return pass(r, askApply(a), func() (kube.ApplyResult, error) { return r.cluster.DryRunApply(ctx, a) }, resultAnswer)
}

func (r *Recorder) DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (kube.ApplyResult, error) {
	return pass(r, askReplace(ref, manager, content), func() (kube.ApplyResult, error) {
		return r.cluster.DryRunReplace(ctx, ref, manager, content)
	}, resultAnswer)
}

func resultAnswer(result kube.ApplyResult) Answer {
	return Answer{Created: result.Created, Object: result.Object, Warnings: result.Warnings}
}

func metasFrom(found []object.Meta) []meta {
	var metas []meta
	for _, m := range found {
		metas = append(metas, metaFrom(m))
	}
	return metas
}

func askVersion() Question { return Question{Ask: "version"} }

func askKinds() Question { return Question{Ask: "namespaced kinds"} }

func askListMeta(s kube.Selection) Question {
	return Question{Ask: "list metadata of " + selectionText(s)}
}

func askList(s kube.Selection) Question { return Question{Ask: "list " + selectionText(s)} }

func askGet(ref object.Ref, version string) Question {
	q := Question{Ask: "get " + RefText(ref)}
	if version != "" {
		q.Ask += " in " + version
	}
	return q
}

func askPeek(k kind.Resource, namespace string, limit int64) Question {
	return Question{Ask: strings.TrimSpace(fmt.Sprintf("peek at %d of %s in %s %s", limit, kindText(k.GroupKind), k.Version, inNamespace(namespace)))}
}

func askApply(a kube.ApplyRequest) Question {
	q := Question{Ask: "apply " + RefText(a.Ref) + " as " + a.FieldManager, Content: a.Content}
	if a.Force {
		q.Ask += " by force"
	}
	return q
}

func askReplace(ref object.Ref, manager string, content map[string]any) Question {
	return Question{Ask: "replace " + RefText(ref) + " as " + manager, Content: content}
}

func selectionText(s kube.Selection) string {
	words := []string{kindText(s.Kind)}
	for _, part := range []struct{ before, value string }{
		{"in ", s.Version}, {"of ", s.Namespace}, {"with ", s.LabelSelector}, {"where ", s.FieldSelector},
	} {
		if part.value != "" {
			words = append(words, part.before+part.value)
		}
	}
	return strings.Join(words, " ")
}

func inNamespace(namespace string) string {
	if namespace == "" {
		return ""
	}
	return "of " + namespace
}
