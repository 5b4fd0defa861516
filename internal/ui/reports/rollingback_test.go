package reports

import (
	"bytes"
	"testing"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Why nothing is rolled back is said in a sentence for each reason.
func TestNotRollingBack(t *testing.T) {
	one := &plan.Plan{Clusters: []plan.ClusterPlan{{Cluster: "eu"}}}
	two := &plan.Plan{Clusters: []plan.ClusterPlan{{Cluster: "eu"}, {Cluster: "us"}}}
	for _, c := range []struct {
		staying Staying
		applied *plan.Plan
		o       ui.Options
		want    string
	}{
		{Staying{}, one, ui.Options{}, ""},
		{Staying{Unknown: []string{"eu"}}, one, ui.Options{}, "Nothing is rolled back, because it is not known whether the apply has failed.\n"},
		{Staying{CutOff: []string{"eu"}}, one, ui.Options{}, "Nothing is rolled back, because the apply has lost its lock, or another operation has written the state.\n"},
		{Staying{Interrupted: []string{"eu"}}, one, ui.Options{}, "Nothing is rolled back, because the apply was interrupted.\n"},
		{Staying{Unknown: []string{"us"}, CutOff: []string{"eu"}}, two, ui.Options{}, "Nothing is rolled back on us, because it is not known whether the apply has failed there.\n" +
			"Nothing is rolled back on eu, because the apply has lost its lock there, or another operation has written the state.\n"},
		{Staying{Unanswered: []string{"eu"}}, one, ui.Options{}, "Nothing is rolled back, because the API server does not answer any more.\n"},
		{Staying{Unanswered: []string{"eu"}}, two, ui.Options{Language: words.Chinese}, "在 eu 上不回滚，因为那里的 API 服务器不再应答。\n"},
		{Staying{Interrupted: []string{"eu", "us"}}, two, ui.Options{Language: words.Chinese}, "在 eu 和 us 上不回滚，因为执行已中断。\n"},
		{Staying{Hindered: []string{"eu"}}, one, ui.Options{}, "Nothing is rolled back, because only the access to the cluster has failed. Correct this, and run wl apply again.\n"},
		{Staying{Hindered: []string{"eu"}}, two, ui.Options{Language: words.Chinese}, "在 eu 上不回滚，因为那里失败的只是访问。请更正后再次运行 wl apply。\n"},
		{Staying{CutOff: []string{"eu"}}, one, ui.Options{Format: ui.JSON}, ""},
	} {
		var b bytes.Buffer
		if err := NotRollingBack(&b, c.staying, c.applied, c.o); err != nil || b.String() != c.want {
			t.Errorf("%q, want %q; %v", b.String(), c.want, err)
		}
	}
}

// Where a rollback is not of all clusters, it is said of which it is.
func TestRollingBack(t *testing.T) {
	of := func(names ...string) *plan.Plan {
		p := &plan.Plan{}
		for _, n := range names {
			p.Clusters = append(p.Clusters, plan.ClusterPlan{Cluster: n})
		}
		return p
	}
	for _, c := range []struct {
		back, applied *plan.Plan
		o             ui.Options
		want          string
	}{
		{of("eu"), of("eu"), ui.Options{}, "Rolling back to the last good revision, because the apply has failed.\n"},
		{of("us"), of("eu", "us", "asia"), ui.Options{}, "Rolling back to the last good revision on us, because the apply has failed there. Nothing is rolled back on eu and asia.\n"},
		{of("us"), of("eu", "us"), ui.Options{Language: words.Chinese}, "由于在 us 上执行失败，正在那里回滚到最近一个成功的修订。在 eu 上不回滚。\n"},
		{of("us"), of("eu", "us"), ui.Options{Format: ui.JSON}, ""},
	} {
		var b bytes.Buffer
		if err := RollingBack(&b, c.back, c.applied, c.o); err != nil || b.String() != c.want {
			t.Errorf("%q, want %q; %v", b.String(), c.want, err)
		}
	}
}
