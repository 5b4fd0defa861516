package progress

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
)

// backScope is the rollback of an apply to some clusters that has failed on the first ones, each with the
// revision that it goes back to.
func backScope(t *testing.T, applied []string, to ...int64) Scope {
	t.Helper()
	scope := shopScope(t, applied[:len(to)]...)
	scope.Plan.Rollback, scope.Failed, scope.Part = true, shopScope(t, applied...).Plan, true
	for i, number := range to {
		scope.Plan.Clusters[i].Revision = &plan.Revision{Number: number}
	}
	return scope
}

// The last word on an apply that is rolled back says that it has failed, and what it went back to, in every format.
func TestLastWordOfARollback(t *testing.T) {
	one, two, three := []string{"eu"}, []string{"eu", "us"}, []string{"eu", "us", "asia"}
	went := []moment{
		{0, "eu", apply.ObjectStarted{Object: uitest.NginxService, Action: plan.Update}},
		{time.Second, "eu", apply.ObjectDone{Object: uitest.NginxService, Action: plan.Update, Elapsed: time.Second}},
	}
	left := func(cluster string, because engine.Leftover) []engine.Leftover {
		because.Cluster = cluster
		return []engine.Leftover{because}
	}
	for name, c := range map[string]struct {
		scope    Scope
		moments  []moment
		left     []engine.Leftover
		want, zh string
		outcome  string
	}{
		"one cluster":         {backScope(t, one, 2), went, nil, "The apply failed. Rolled back to revision 2 in 1s: 1 updated.", "执行失败。已回滚到修订 2，用时 1s：已更新 1 个。", "rolled_back"},
		"one of several":      {backScope(t, two, 3), went, nil, "The apply failed on eu. Rolled back to revision 3 in 1s: 1 updated.", "在 eu 上执行失败。", "rolled_back"},
		"several, to one":     {backScope(t, three, 3, 3), went, nil, "The apply failed on eu and us. Rolled back to revision 3 in 1s: 1 updated.", "在 eu 和 us 上执行失败。", "rolled_back"},
		"several, to several": {backScope(t, two, 3, 4), went, nil, "The apply failed on eu and us. Rolled back to the last good revision of each in 1s: 1 updated.", "已各自回滚", "rolled_back"},
		"in part":             {backScope(t, two, 3, 4), went, left("us", engine.Leftover{Changes: 1, Because: engine.LeftBlocked}), "The apply failed on eu and us. Rolled back in part, in 1s: 1 updated.", "部分回滚", "partial"},
		"fails":               {backScope(t, one, 2), went, left("eu", engine.Leftover{Because: engine.LeftFailed}), "The apply failed. The rollback failed after 1s: 1 updated.", "执行失败。回滚失败", "failed"},
		"stopped":             {backScope(t, one, 2), went, left("eu", engine.Leftover{Changes: 2, Because: engine.LeftInterrupted}), "The apply failed. The rollback stopped after 1s: 1 updated.", "回滚已停止", "stopped"},
		"cannot begin":        {backScope(t, one, 2), nil, left("eu", engine.Leftover{Changes: 2, Because: engine.LeftAtRisk}), "The apply failed. Nothing is rolled back.", "执行失败。不回滚。", "failed"},
		"nothing to do":       {backScope(t, one, 2), nil, nil, "The apply failed. There is nothing to roll back.", "执行失败。无需回滚。", "rolled_back"},
	} {
		t.Run(name, func(t *testing.T) {
			for language, want := range map[words.Language]string{words.English: c.want, words.Chinese: c.zh} {
				result, beside := resultOf(t, applyCase{steps: c.moments, left: c.left}, c.scope, language)
				beside = strings.ReplaceAll(beside, "0s", "1s") // its clock is no test's
				if plain := strings.ReplaceAll(result, "**", ""); !strings.Contains(beside, want) || !strings.Contains(strings.Split(plain, "\n")[0], want) {
					t.Errorf("%q is missing in:\n%s\n%s", want, beside, result)
				}
				if strings.Contains(result, "<!-- wl:") {
					t.Errorf("the comment has ended:\n%s", result)
				}
			}
			var stream bytes.Buffer
			clock := newClock()
			events := newEventStream(&stream, ui.Options{}, c.scope, clock.now)
			for _, m := range c.moments {
				events.Event(m.cluster, m.event)
			}
			if err := events.Close(c.left...); err != nil || !strings.Contains(stream.String(), `"outcome":"`+c.outcome+`"`) {
				t.Errorf("%v; the outcome is not %s:\n%s", err, c.outcome, &stream)
			}
		})
	}
}

// What failed and its rollback are one comment, with one marker at its end, however much there is to tell.
func TestOneCommentOfAFailureAndItsRollback(t *testing.T) {
	names := fleetNames(200)
	var c applyCase
	for _, name := range names {
		c.steps = append(c.steps, broken(name)...)
		c.left = append(c.left, engine.Leftover{Cluster: name, Because: engine.LeftFailed})
	}
	first := fleetScope(t, 200)
	first.RollsBack, first.Part = true, true
	back := first
	back.RollsBack, back.Failed = false, first.Plan
	failure, _ := resultOf(t, c, first, words.English)
	rollback, _ := resultOf(t, c, back, words.English)
	var end bytes.Buffer
	if err := Mark(&end, ui.Options{Format: markdown.Format}, first); err != nil {
		t.Fatal(err)
	}
	if all := failure + rollback + end.String(); len(all) > markdown.Limit || strings.Count(all, "<!-- wl:") != 1 || !strings.HasSuffix(all, " -->\n") {
		t.Errorf("%d bytes, at most %d:\n%s", len(all), markdown.Limit, all[max(0, len(all)-2000):])
	}
}

// Where what was done is a part of something that has failed, the last word never sounds as if all were well, in no format.
func TestLastWordOfAPartOfAFailure(t *testing.T) {
	interrupted := &fact.Error{What: fact.New("run_interrupted", fact.Args{"run": "r1"}), Err: apply.ErrInterrupted}
	for name, c := range map[string]struct {
		steps         []moment
		left          []engine.Leftover
		why           error
		want, outcome string
	}{
		"all is well":              {happy("eu"), nil, nil, "Applied in", "applied"},
		"the run has failed":       {happy("eu"), nil, errors.New("the run has failed"), "Failed after", "failed"},
		"interrupted":              {happy("eu"), nil, interrupted, "Stopped after", "stopped"},
		"one is blocked, too":      {happy("eu"), []engine.Leftover{{Cluster: "us", Changes: 1, Because: engine.LeftBlocked}}, errors.New("the run has failed"), "Failed after", "failed"},
		"failed, and interrupted":  {happy("eu"), []engine.Leftover{{Cluster: "us", Because: engine.LeftOtherFailed}}, interrupted, "Failed after", "failed"},
		"nothing was told of any":  {nil, nil, errors.New("the run has failed"), "", ""},
		"a crash where some began": {happy("eu")[:2], nil, errors.New("a panic"), "", ""},
	} {
		for _, format := range []ui.Format{ui.Text, ui.JSON, markdown.Format} {
			var out, errs bytes.Buffer
			shown := New(ui.Streams{Out: &out, Err: &errs}, ui.Options{Format: format}, shopScope(t, "eu", "us"))
			for _, m := range c.steps {
				shown.Event(m.cluster, m.event)
			}
			if c.why != nil {
				shown.Fail(c.why)
			}
			if err := shown.Close(c.left...); err != nil {
				t.Fatal(err)
			}
			all, want := out.String()+errs.String(), c.want
			if format == ui.JSON && c.outcome != "" {
				want = `"outcome":"` + c.outcome + `"`
			}
			well := strings.Contains(all, "All workloads are") || strings.Contains(all, "Applied in") || strings.Contains(all, `"outcome":"applied"`)
			if !strings.Contains(all, want) || well && c.why != nil {
				t.Errorf("%s, as %s: it does not say %q:\n%s", name, format, want, all)
			}
		}
	}
}
