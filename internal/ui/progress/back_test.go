package progress

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/plan"
)

// backed is the way back of a cluster, on which the rollout of the broken Deployment ends so.
func backed(cluster string, failure error) []moment {
	s := func(e apply.Event) moment { return moment{time.Minute, cluster, e} }
	status := uitest.Running(1)
	if failure != nil {
		status = uitest.ImageFailed()
	}
	return []moment{
		{time.Minute, "", apply.Notice{Fact: fact.New(waves.NoticeBack, fact.Args{"cluster": cluster, "revision": int64(1)})}},
		s(apply.ObjectStarted{Object: uitest.BrokenDeploy, Action: plan.Update}),
		s(apply.ObjectDone{Object: uitest.BrokenDeploy, Action: plan.Update}),
		s(apply.RolloutStarted{Object: uitest.BrokenDeploy}),
		s(apply.RolloutProgress{Object: uitest.BrokenDeploy, Status: status}),
		s(apply.RolloutEnded{Object: uitest.BrokenDeploy, Status: status, Err: failure}),
		s(apply.ClusterEnded{Err: failure}),
	}
}

// refused is an apply of which an object is refused, after another was updated.
func refused(cluster string) []moment {
	return []moment{
		{0, cluster, apply.ObjectStarted{Object: uitest.NginxService, Action: plan.Update}},
		{0, cluster, apply.ObjectDone{Object: uitest.NginxService, Action: plan.Update}},
		{0, cluster, apply.ObjectStarted{Object: uitest.BrokenDeploy, Action: plan.Update}},
		{0, cluster, apply.ObjectFailed{Object: uitest.BrokenDeploy, Action: plan.Update, Err: errors.New("no quota")}},
		{0, cluster, apply.ClusterEnded{Err: errors.New("no quota")}},
	}
}

// What a run does on the way back takes nothing back of what is said of the apply that has failed, in no format.
func TestRollbackOfARun(t *testing.T) {
	notOut := &apply.RolloutError{Status: uitest.ImageFailed()}
	for name, c := range map[string]struct {
		steps []moment
		says  []string // on the screen, and in Markdown
		never []string
		json  []string
		rows  string // that stay on the screen, of the Deployment
	}{
		"the rollout failed": {
			slices.Concat(broken("eu")[:3], broken("eu")[10:11], backed("eu", nil)),
			[]string{"1 updated, 1 failed. The workload is not rolled out. Rollback: 1 updated. The workload is running.", "Deployment shop/broken is not rolled out", "shop.wl.hcl:5"},
			[]string{"Rollback: Deployment"},
			[]string{`"updated":1,"deleted":0,"failed":1,"rollouts":1,"rolled_out":0`, `"rollback":{"created":0,"updated":1,"deleted":0,"failed":0,"rollouts":1,"rolled_out":1`},
			"Not ready Running",
		},
		"several failed": {
			slices.Concat(broken("eu"), backed("eu", nil)),
			[]string{"3 failed. 2 of 2 workloads are not rolled out. Rollback: 1 updated.", "Deployment shop/broken is not rolled out", "StatefulSet shop/nginx-01 is not rolled out", "Service shop/nginx-01 could not be created"},
			nil, []string{`"failed":3`}, "Not ready Running",
		},
		"one was refused": {
			slices.Concat(refused("eu"), backed("eu", nil)),
			[]string{"1 updated, 1 failed. Rollback: 1 updated. The workload is running.", "Deployment shop/broken could not be updated", "shop.wl.hcl:1"},
			nil, []string{`"updated":1,"deleted":0,"failed":1,"rollouts":0`}, "failed Running",
		},
		"the way back fails, too": {
			slices.Concat(refused("eu"), backed("eu", notOut)),
			[]string{"Rollback: 1 updated, 1 failed. The workload is not rolled out.", "Deployment shop/broken could not be updated", "Rollback: Deployment shop/broken is not rolled out"},
			nil, []string{`"rollback":{"created":0,"updated":1,"deleted":0,"failed":1`}, "failed Not ready",
		},
		"a claim grows on the way back": {
			append(slices.Concat(refused("eu"), backed("eu", nil)), moment{0, "eu", apply.ClaimExpanding{Claim: object.NewRef(kind.Claim, "shop", "data")}}),
			[]string{"Rollback: 1 updated. The workload is running. 1 claim is not expanded yet."},
			nil, []string{`"rolled_out":1,"unfinished":0,"expanding":1}`}, "failed Running",
		},
		"an apply before has failed": {
			backed("eu", nil),
			[]string{"nothing new was applied. Rollback: 1 updated. The workload is running."},
			[]string{"nothing was changed", "is not rolled out"},
			[]string{`"updated":0,"deleted":0,"failed":0`, `"type":"object_done","time"`}, "Running",
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, format := range []ui.Format{ui.Text, ui.JSON, markdown.Format} {
				var out, errs bytes.Buffer
				shown := New(ui.Streams{Out: &out, Err: &errs}, ui.Options{Format: format, Width: 200}, runScope(t))
				for _, m := range c.steps {
					shown.Event(m.cluster, m.event)
				}
				shown.Fail(waves.ErrRunFailed)
				if err := shown.Close(); err != nil {
					t.Fatal(err)
				}
				says, all := c.says, strings.ReplaceAll(out.String()+errs.String(), "**", "")
				if format == ui.JSON {
					says = append(c.json, `"rollback":true,"object"`, `"outcome":"failed"`)
				}
				for _, want := range says {
					if !strings.Contains(all, want) {
						t.Errorf("%s: it does not say %q:\n%s", format, want, all)
					}
				}
				for _, never := range c.never {
					if strings.Contains(all, never) {
						t.Errorf("%s: it says %q:\n%s", format, never, all)
					}
				}
			}
			b := boardOf(c.steps)
			var rows []string
			p := table{ui.NewPrinter(ui.Options{Width: 160})}
			p.lastRows(b, runScope(t))
			for line := range strings.Lines(string(p.Bytes())) {
				if status, _, found := strings.Cut(line, "Deployment shop/broken"); found {
					rows = append(rows, strings.TrimSpace(strings.Split(strings.TrimSpace(status), "  ")[0]))
				}
			}
			if got := strings.Join(rows, " "); got != c.rows {
				t.Errorf("the rows are %q:\n%s", got, p.Bytes())
			}
		})
	}
}

func runScope(t *testing.T) Scope {
	t.Helper()
	scope := shopScope(t, "eu")
	scope.Run, scope.Waves, scope.RollsBack = "abc", map[string]string{"eu": "all"}, true
	return scope
}

func boardOf(steps []moment) *board {
	b := newBoard(newClock().now, words.In(words.English))
	for _, m := range steps {
		b.record(m.cluster, m.event)
	}
	return b
}

// Of a cluster on which nothing more happens, nothing is waited for, whatever of it has not been seen to end: neither of one
// that fell silent in its rollout, nor of one that goes back.
func TestNothingIsWaitedForWhereNothingHappens(t *testing.T) {
	begun := broken("eu")[:3]
	gone := moment{0, "eu", apply.ClusterEnded{Err: errors.New("no answer")}}
	back := backed("eu", nil)
	for name, c := range map[string]struct {
		steps []moment
		waits int
	}{
		"it is rolled out":         {begun, 1},
		"it has ended":             {append(slices.Clone(begun), gone), 0},
		"another one has":          {append(slices.Clone(begun), moment{0, "us", apply.ClusterEnded{}}), 1},
		"it is to go back":         {append(slices.Clone(begun), gone, back[0]), 0},
		"it is to go back, unsaid": {append(slices.Clone(begun), back[0]), 0},
		"it goes back":             {append(slices.Clone(begun), back[:4]...), 1},
		"it has gone back":         {append(slices.Clone(begun), back...), 0},
	} {
		if still := boardOf(c.steps).still(); len(still) != c.waits {
			t.Errorf("%s: %d are waited for", name, len(still))
		}
	}
}
