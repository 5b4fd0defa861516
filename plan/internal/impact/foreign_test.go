package impact

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/foreign"
)

func TestForeignKinds(t *testing.T) {
	foreign.Check(t, func(o foreign.Object) map[string]bool {
		return map[string]bool{
			"an impact when it comes": ofCreate(o.After) != nil, "an impact when it changes": ofUpdate(o.Before, o.After) != nil,
			"an impact when it goes": ofDelete(o.Before) != nil, "suspension": ofSuspension(o.Ref, nil, o.After) != nil,
			"a schedule": ofFirstSchedule(o.Manifest) != nil, "grants": withGrants(nil, o.Before, o.After, nil) != nil,
			"data at risk": weighed(nil, o.Before, nil) != nil, "Pods that are counted": podCount(o.After, 3) != 0,
			"a risk of an outage": RiskOfOutage(nil, o.After) != nil, "a pause": pauses(object.Without(o.Before, "spec"), o.After),
		}
	})
}
