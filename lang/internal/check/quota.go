package check

import (
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// resourceQuota is a ResourceQuota being checked.
type resourceQuota struct {
	*report
	blocks.ResourceQuota
	failed bool
}

func (q resourceQuota) check() {
	taken := make(map[any]bool)
	for i, scope := range q.Scopes().Value() {
		opposite := map[string]string{"Terminating": "NotTerminating", "NotTerminating": "Terminating", "BestEffort": "NotBestEffort", "NotBestEffort": "BestEffort"}[scope.(string)]
		if taken[opposite] {
			q.fail(q.Scopes().ElementRange(i), "Conflicting arguments", "Nothing is in both of the scopes %q and %q. Remove one of them.", opposite, scope)
		}
		taken[scope] = true
	}
	for _, s := range q.ScopeSelectors() {
		operator, values := s.Operator().Value(), s.Values()
		switch needs := operator == "In" || operator == "NotIn"; {
		case needs && len(values.Value()) == 0:
			q.fail(s.Header, "Invalid value", "%s with operator = %q needs values. Add values = [\"…\"].", s.Title(), operator)
		case !needs && len(values.Value()) > 0:
			q.fail(values.Range(), "Invalid value", "%s with operator = %q takes no values. Remove values, or write operator = \"In\".", s.Title(), operator)
		}
		if byValue := map[string]bool{"PriorityClass": true, "VolumeAttributesClass": true}[s.Label]; !byValue && s.Operator().Present() && operator != "Exists" {
			q.fail(s.Operator().Range(), "Invalid value", `The scope %q has no values. Write operator = "Exists".`, s.Label)
		}
	}
}

// limitRange is a LimitRange being checked.
type limitRange struct {
	*report
	blocks.LimitRange
}

func (l limitRange) check() {
	for _, limit := range l.Limits() {
		ofContainers := limit.Label == "Container" || strings.Contains(limit.Label, "/") // or of what only others know
		for _, a := range []decode.Argument[map[string]any]{limit.Default(), limit.DefaultRequest()} {
			if a.Present() && !ofContainers {
				l.fail(a.Range(), "Invalid value", "%s is only for containers. Remove it, or write it in limit \"Container\".", a.Name())
			}
		}
		if limit.Label == kind.Claim.Kind && limit.Max().Value()["storage"] == nil && limit.Min().Value()["storage"] == nil {
			l.fail(limit.Header, "Missing required argument", "%s needs a limit for storage. Add max = { storage = \"…\" } or min.", limit.Title())
		}
		// What must not be above what follows.
		order := []decode.Argument[map[string]any]{limit.Min(), limit.DefaultRequest(), limit.Default(), limit.Max()}
		for i, low := range order {
			for _, high := range order[i+1:] {
				l.above(low, high)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(limit.MaxLimitRequestRatio().Value())) {
			if ratio := limit.MaxLimitRequestRatio(); !ratio.IsSensitive(object.PathOf(name)) {
				if q, err := object.ParseQuantity(ratio.Value()[name].(string)); err == nil && q.Cmp(resource.MustParse("1")) < 0 {
					l.fail(ratio.ElementRange(name), "Invalid value", "A limit is never below its request, so the ratio must be 1 or more. Raise it.")
				}
			}
		}
	}
}

// above reports amounts that are above those that bound them.
func (l limitRange) above(low, high decode.Argument[map[string]any]) {
	for _, name := range slices.Sorted(maps.Keys(low.Value())) {
		bound, bounded := high.Value()[name].(string)
		amount, _ := low.Value()[name].(string)
		a, errLow := object.ParseQuantity(amount)
		b, errHigh := object.ParseQuantity(bound)
		if bounded && errLow == nil && errHigh == nil && a.Cmp(b) > 0 {
			l.fail(low.ElementRange(name), "Invalid value", "%s of %s must not be above %s of it. Lower the first or raise the second.", low.Name(), name, high.Name())
		}
	}
}
