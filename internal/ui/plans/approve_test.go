package plans

import (
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui/words"
)

func TestQuestion(t *testing.T) {
	for _, c := range []struct {
		of           engine.Question
		lang         words.Language
		want, answer string
	}{
		{engine.Question{Stack: "shop"}, words.English, `Apply this plan? Only "yes" is accepted:`, "yes"},
		{engine.Question{Stack: "shop", Excluded: []string{"asia", "us"}}, words.English,
			`Apply this plan? Not done, because the plan of the cluster is incomplete or blocked: asia, us. Only "yes" is accepted:`, "yes"},
		{engine.Question{Stack: "shop", Pods: 1}, words.English, `Apply this plan? 1 Pod may be deleted for its rollout. Only "yes" is accepted:`, "yes"},
		{engine.Question{Stack: "shop", Pods: 2, Outages: 1}, words.English,
			"Apply this plan? 1 workload goes down. 2 Pods may be deleted for their rollouts. Type the name of the stack, shop:", "shop"},
		{engine.Question{Stack: "shop", Destroy: true}, words.English, "Delete every object in this plan? Type the name of the stack, shop:", "shop"},
		{engine.Question{Stack: "shop", Outages: 1}, words.English, "Apply this plan? 1 workload goes down. Type the name of the stack, shop:", "shop"},
		{engine.Question{Stack: "shop", Outages: 2, DataAtRisk: 2}, words.English,
			"Apply this plan? 2 workloads go down. 2 changes put stored data at risk. Type the name of the stack, shop:", "shop"},
		{engine.Question{Stack: "shop", DataAtRisk: 1}, words.Chinese, "应用此计划？1 项更改可能丢失已存储的数据。请输入栈的名称 shop：", "shop"},
	} {
		if got := questionOf(c.of, words.In(c.lang)); got.Ask != c.want || got.Answer != c.answer {
			t.Errorf("%+v: asks %q for %q, want %q for %q", c.of, got.Ask, got.Answer, c.want, c.answer)
		}
	}
}
