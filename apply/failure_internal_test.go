package apply

import (
	"errors"
	"slices"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// A server that fails is told of by the same code wherever it comes from: at what is missing since
// it was deleted to be replaced, too.
func TestServersFailuresHaveTheirCode(t *testing.T) {
	webhook := apierrors.NewInternalError(errors.New(`failed calling webhook "judge.example.com": failed to call webhook: Post "https://judge.prod.svc:443/?timeout=10s": service "judge" not found`))
	refused := apierrors.NewBadRequest("no")
	for name, c := range map[string]struct {
		err  error
		want fact.Code // of what is said
		lost bool
	}{
		"a webhook":                     {webhook, plan.ProblemWebhookSilent, false},
		"a webhook, at what is missing": {fact.NewError(webhook, reason.NotRestored, nil), plan.ProblemWebhookSilent, true},
		"a refusal, at what is missing": {fact.NewError(refused, reason.NotRestored, nil), "", true},
	} {
		err := unanswered(object.NewRef(kind.ConfigMap, "prod", "settings"), plan.Way{}, c.err)
		said := fact.Of(err)
		if c.lost {
			if said.Code != reason.NotRestored {
				t.Errorf("%s: %+v", name, said)
			}
			because, _ := said.Args["because"].([]fact.Fact)
			said = slices.Concat(because, []fact.Fact{{}})[0]
		}
		if said.Code != c.want || !errors.Is(err, c.err) && !c.lost {
			t.Errorf("%s: %+v", name, said)
		}
	}
}
