package progress

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/plan"
)

// board is what is known of an apply from its events: what every form of
// progress is told from. It is not safe for concurrent use.
type board struct {
	now     func() time.Time
	words   *words.Words
	started time.Time // of the first event
	entries []*entry  // in the order of their first events
	index   map[entryKey]*entry
	notices []notice
	begun   map[way]*begun  // those of which something was told
	goBack  map[string]bool // the clusters that are on the way back: what is told of them is of that
	// expanding are the claims that were expanded, and are not as large yet.
	expanding []expanding
	failure   error // of what the apply is a part of
}

type expanding struct {
	cluster string
	back    bool
	apply.ClaimExpanding
}

type entryKey struct {
	cluster string
	object  object.Ref
	back    bool // on the way back, which takes nothing back of what failed before
}

// entry is one object of one cluster, as far as its events have told: of the apply, or of the way back.
type entry struct {
	entryKey
	action plan.Action
	began  time.Time
	stage  stage
	err    error // why it failed
	// status is the rollout's, of those that have one.
	rollout bool
	status  rollout.Status
	waits   []apply.Wait  // of a deletion, what its end waits for
	took    time.Duration // from its beginning to its end
}

// isWorkload reports whether it is rolled out rather than that it becomes ready.
func (n *entry) isWorkload() bool { return kind.About(n.object.GroupKind()).IsWorkload() }

// stage is how far an entry has come.
type stage int

const (
	writing stage = iota // the server has been asked
	written              // the server has taken it, and nothing is to be waited for
	rolling              // it is being watched
	settled              // it is rolled out
	failed
	deleting // the server has promised to delete it, and it is not gone
)

type notice struct{ cluster, text string }

func newBoard(now func() time.Time, said *words.Words) *board {
	return &board{now: now, words: said, index: map[entryKey]*entry{}, begun: map[way]*begun{}, goBack: map[string]bool{}}
}

// record takes an event in. It returns the entry that it belongs to, nil for
// notices, and whether there is anything in it that was not known.
func (b *board) record(cluster string, event apply.Event) (*entry, bool) {
	at := b.begin(cluster)
	if e, ok := event.(apply.ClusterEnded); ok {
		at.ended, at.err = true, e.Err
		return nil, true
	}
	if b.started.IsZero() {
		b.started = at.last
	}
	n, news := b.take(cluster, event)
	if news {
		at.moved = at.last
	}
	return n, news
}

// take takes in an event of a cluster's objects, or a notice.
func (b *board) take(cluster string, event apply.Event) (*entry, bool) {
	switch e := event.(type) {
	case apply.ObjectStarted:
		n := b.entry(cluster, e.Object)
		n.action = e.Action
		return n, true
	case apply.ObjectDone:
		n := b.entry(cluster, e.Object)
		n.action, n.stage, n.took = e.Action, written, e.Elapsed
		return n, true
	case apply.ObjectFailed:
		n := b.entry(cluster, e.Object)
		n.action, n.stage, n.err, n.took = e.Action, failed, e.Err, b.now().Sub(n.began)
		return n, true
	case apply.DeletionProgress:
		n := b.entry(cluster, e.Object)
		n.stage, n.waits = deleting, e.Waits
		return n, true
	case apply.RolloutStarted:
		n := b.entry(cluster, e.Object)
		n.rollout, n.stage, n.began = true, rolling, b.now()
		return n, true
	case apply.RolloutProgress:
		return b.rollout(cluster, e.Object, e.Status, rolling)
	case apply.RolloutEnded:
		return b.ended(cluster, e)
	}
	return nil, b.notice(cluster, event)
}

// rollout takes in how far a rollout is.
func (b *board) rollout(cluster string, ref object.Ref, s rollout.Status, at stage) (*entry, bool) {
	n := b.entry(cluster, ref)
	news := !rollouts.Same(b.words, ref, n.status, s)
	if !n.isWorkload() && n.action != plan.None && n.status.Word == "" && s.Word == rollout.Ready {
		news = false // ready at once: that it is written says it
	}
	n.rollout, n.stage, n.status = true, at, s
	return n, news
}

func (b *board) ended(cluster string, e apply.RolloutEnded) (*entry, bool) {
	n, news := b.rollout(cluster, e.Object, e.Status, settled)
	n.err, n.took = e.Err, e.Elapsed
	if e.Err != nil {
		n.stage, news = failed, true
	}
	return n, news
}

// notice takes in what belongs to no object, and reports whether that is said.
func (b *board) notice(cluster string, event apply.Event) bool {
	if e, ok := event.(apply.Notice); ok && e.Code == waves.NoticeBack {
		of, _ := e.Args["cluster"].(string)
		b.goBack[of] = true
	}
	if e, ok := event.(apply.ClaimExpanding); ok {
		b.expanding = append(b.expanding, expanding{cluster, b.goBack[cluster], e})
	}
	text := noticeText(b.words, event)
	if text != "" {
		b.notices = append(b.notices, notice{cluster, text})
	}
	return text != ""
}

func (b *board) entry(cluster string, ref object.Ref) *entry {
	key := entryKey{cluster, ref, b.goBack[cluster]}
	n := b.index[key]
	if n == nil {
		n = &entry{entryKey: key, action: plan.None, began: b.now()}
		b.index[key] = n
		b.entries = append(b.entries, n)
	}
	return n
}

// elapsed is how long the apply has been going on.
func (b *board) elapsed() time.Duration {
	if b.started.IsZero() {
		return 0
	}
	return b.now().Sub(b.started)
}

// failures lists what failed: by cluster, then by object, on the way back last.
func (b *board) failures() []*entry {
	var list []*entry
	for _, n := range b.entries {
		if n.stage == failed {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(x, y *entry) int {
		return cmp.Or(strings.Compare(x.cluster, y.cluster), object.Compare(x.object, y.object))
	})
	return list
}
