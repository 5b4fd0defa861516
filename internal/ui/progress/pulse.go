package progress

import (
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// A log says at the latest after maxSilence what is still waited for; whether it is time is
// seen every pulseInterval. The longest silence is the sum of both.
const (
	maxSilence    = 25 * time.Second
	pulseInterval = time.Second
)

// maxStill is the most objects that are named as waited for on one line.
const maxStill = 5

// silence knows since when a log has said nothing.
type silence struct{ since time.Time }

// broken reports whether it is time to say something again, and takes that as said.
func (s *silence) broken(b *board) bool {
	now := b.now()
	if b.started.IsZero() || now.Sub(s.since) < maxSilence {
		return false
	}
	s.since = now
	return true
}

// still are the entries that are waited for: none of a cluster on which nothing more happens.
func (b *board) still() []*entry {
	var open []*entry
	for _, n := range b.entries {
		if at := b.begun[way{n.cluster, n.back}]; at != nil && at.ended || !n.back && b.goBack[n.cluster] {
			continue
		}
		if n.stage == writing || n.stage == rolling || n.stage == deleting {
			open = append(open, n)
		}
	}
	return open
}

// stillLine names what is waited for: objects or, where there are none, what was told last.
func (b *board) stillLine(scope Scope) ui.Line {
	var named []string
	open := b.still()
	for _, n := range open[:min(len(open), maxStill)] {
		text := n.object.String()
		if scope.many() {
			text = b.words.Say("%s: %s", n.cluster, text)
		}
		if about := n.still(b.words); about != "" {
			text = b.words.Say("%s (%s)", text, about)
		}
		named = append(named, text)
	}
	switch more := len(open) - maxStill; {
	case more > 0:
		named = append(named, b.words.SayN(int64(more), "%d more object", "%d more objects"))
	case len(named) == 0 && len(b.notices) > 0:
		named = []string{b.notices[len(b.notices)-1].text}
	case len(named) == 0:
		return nil
	}
	return ui.Join(ui.Line{ui.Caution.Span(b.words.Say("waiting"))}.Pad(rollouts.WordColumn), ui.Line{ui.Plain.Span(typeset.Clean(strings.Join(named, b.words.Say("; "))))})
}

// still is what an entry is waited for.
func (n *entry) still(w *words.Words) string {
	counts, about := "", n.about(w)
	if n.rollout {
		counts = rollouts.Counts(w, n.object, n.status)
	}
	switch {
	case counts != "" && about != "":
		return w.Say("%s: %s", counts, about)
	case counts != "":
		return counts
	}
	return about
}

// stillRecord is an object that is waited for, in JSON.
type stillRecord struct {
	Cluster string          `json:"cluster"`
	Object  object.Ref      `json:"object"`
	Status  *rollout.Status `json:"status,omitempty"`
	Waits   []apply.Wait    `json:"waits,omitempty"`
}

func (b *board) stillRecords() []stillRecord {
	var all []stillRecord
	for _, n := range b.still() {
		r := stillRecord{Cluster: n.cluster, Object: n.object, Waits: slices.Clone(n.waits)}
		if n.rollout && n.status.Word != "" {
			r.Status = &n.status
		}
		all = append(all, r)
	}
	return all
}

// pulse does something again and again, until it is ended.
type pulse struct {
	stop, done chan struct{}
	panicked   *crash.Panic // of what it does; set before done is closed
}

func newPulse(interval time.Duration, do func()) *pulse {
	p := &pulse{stop: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(p.done)
		p.panicked = crash.Catch(func() { p.beat(interval, do) })
	}()
	return p
}

func (p *pulse) beat(interval time.Duration, do func()) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-ticker.C:
			do()
		}
	}
}

// end ends it, and passes on a panic of what it did.
func (p *pulse) end() {
	close(p.stop)
	<-p.done
	if p.panicked != nil {
		panic(p.panicked)
	}
}
