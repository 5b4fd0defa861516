package await

import (
	"cmp"
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

var errRefused = apierrors.NewForbidden(schema.GroupResource{Resource: "things"}, "it", errors.New("no right"))

var errInvalid = apierrors.NewBadRequest("unable to parse the selector")

// unlisted is a cluster that lists nothing, because of a refusal, and answers what is read by name in turn: the
// last answer for ever.
type unlisted struct {
	Cluster
	answers *[]func() (map[string]any, error)
	because error
}

func (u unlisted) Follow(context.Context, kube.Selection, *kube.Again, func(kube.Event) error) error {
	return cmp.Or[error](u.because, errRefused)
}

func (u unlisted) Get(context.Context, object.Ref) (map[string]any, error) {
	next := (*u.answers)[0]
	if len(*u.answers) > 1 {
		*u.answers = (*u.answers)[1:]
	}
	return next()
}

// ended remembers how a deletion has ended.
type ended struct {
	Ender
	over *bool
	err  *error
}

func (e ended) DeletionEnded(_ context.Context, _ int, _ time.Time, err error) {
	*e.over, *e.err = true, err
}

// queue is a loop: it runs what is posted one after the other.
type queue struct {
	Loop
	acts chan func()
}

func (q queue) Post(act func()) { q.acts <- act }

func (q queue) run(ctx context.Context) {
	for {
		select {
		case act := <-q.acts:
			act()
		case <-ctx.Done():
			return
		}
	}
}

type quiet struct{ Observer }

func (quiet) DeletionProgress(object.Ref, []observed.Wait, time.Duration) {}

// The end of what may not be watched is seen by reading it, and that it may not be read
// either ends the wait.
func TestDeletionUnwatched(t *testing.T) {
	there := func(uid string) func() (map[string]any, error) {
		return func() (map[string]any, error) {
			return map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "shop", "uid": uid}}, nil
		}
	}
	fails := func(err error) func() (map[string]any, error) {
		return func() (map[string]any, error) { return nil, err }
	}
	gone := fails(apierrors.NewNotFound(schema.GroupResource{Resource: "namespaces"}, "shop"))
	refused, silent, invalid := fails(errRefused), fails(errors.New("no answer")), fails(errInvalid)
	type answers = []func() (map[string]any, error)
	for name, c := range map[string]struct {
		answers answers
		over    bool
		hidden  bool
		unread  error // why it cannot be listed; nil where it may not
	}{
		"gone at once":                          {answers: answers{gone}, over: true},
		"gone after a while":                    {answers: answers{there("a"), there("a"), gone}, over: true},
		"another bears its name":                {answers: answers{there("a"), there("b")}, over: true},
		"another has borne it from the first":   {answers: answers{there("b")}, over: true},
		"it stays":                              {answers: answers{there("a")}},
		"no answer comes":                       {answers: answers{there("a"), silent}},
		"the right goes with it":                {answers: answers{there("a"), refused}, over: true, hidden: true},
		"refused at once":                       {answers: answers{refused}, over: true, hidden: true},
		"refused for a moment":                  {answers: answers{there("a"), refused, refused, there("a")}},
		"refused for a moment, and then gone":   {answers: answers{refused, there("a"), refused, refused, gone}, over: true},
		"refused, without an answer in between": {answers: answers{refused, silent, refused, silent, refused}, over: true, hidden: true},
		"not to be listed, and gone":            {answers: answers{there("a"), gone}, over: true, unread: errInvalid},
		"not to be listed, and stays":           {answers: answers{there("a")}, unread: errInvalid},
		"not to be listed, nor read":            {answers: answers{there("a"), invalid}, over: true, hidden: true, unread: errInvalid},
		"not to be decoded, and gone":           {answers: answers{gone}, over: true, unread: errors.New("cannot read the object")},
		"its kind is gone":                      {answers: answers{silent}, over: true, unread: &kube.NoKindError{Kind: kind.Namespace}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				over, err := false, error(nil)
				loop := queue{acts: make(chan func(), 100)}
				go loop.run(ctx)
				ref := object.NewRef(kind.Namespace, "", "shop")
				_, deletions := New(Config{
					Cluster: unlisted{answers: &c.answers, because: c.unread}, Loop: loop, Observer: quiet{}, Ender: ended{over: &over, err: &err},
					Kinds: rollout.BuiltIn(), Stack: object.Stack{Name: "shop", Namespace: "shop"}, Mask: func() object.Mask { return object.Mask{} },
				})
				loop.Post(func() { deletions.Await(ctx, 0, ref, "a", time.Now()) })
				time.Sleep(30 * time.Second)
				synctest.Wait()
				if over != c.over || (apierrors.IsForbidden(err) || errors.Is(err, errInvalid)) != c.hidden || errors.Is(err, ErrUnknown) != c.hidden {
					t.Errorf("over %v, want %v: %v", over, c.over, err)
				}
				cancel()
				synctest.Wait()
			})
		})
	}
}
