package live

import (
	"errors"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
)

// noted is a sink that remembers what it is told.
type noted struct{ notes []fact.Fact }

func (n *noted) Line(LogLine) error { return nil }
func (n *noted) Note(f fact.Fact)   { n.notes = append(n.notes, f) }
func (n *noted) Fail(f fact.Fact)   { n.Note(f) }

// However many watches a server does not answer, that is told once, and once that it answers all again.
func TestSilenceIsTold(t *testing.T) {
	sink := &noted{}
	f := newFollowing(&logs{sink: sink})
	f.unsynced = 2
	pods, sets := kube.Selection{Kind: kind.Pod, Namespace: "shop"}, kube.Selection{Kind: kind.ReplicaSet, Namespace: "shop"}
	away := kube.Event{Type: kube.Away, Err: errors.New("connection refused")}
	for i, c := range []struct {
		of   kube.Selection
		what kube.Event
		told int // notes by then
	}{
		{pods, away, 1}, {sets, away, 1}, {pods, kube.Event{Type: kube.Back}, 1}, {sets, kube.Event{Type: kube.Back}, 2},
		{sets, kube.Event{Type: kube.Back}, 2}, {sets, away, 3}, {sets, kube.Event{Type: kube.Blocked}, 3}, {sets, kube.Event{Type: kube.Back}, 4},
	} {
		if err := f.take(t.Context(), c.of, c.what); err != nil || len(sink.notes) != c.told {
			t.Fatalf("%d: %v, %v", i, sink.notes, err)
		}
	}
	if first, second := sink.notes[0], sink.notes[1]; first.Code != ServerAway || first.Text("said") != "connection refused" || second.Code != ServerBack {
		t.Errorf("%v", sink.notes)
	}
}
