package check

import (
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
)

// upgrade is how a workload is upgraded, being checked.
type upgrade struct {
	*report
	blocks.Upgrade
	item   *module.Item
	scaled bool
}

// check finds what the documentation calls a risk of an outage, and what
// the server refuses.
func (u upgrade) check() {
	if !u.Present() {
		return
	}
	u.readyInTime()
	u.strategy()
	u.unavailable()
	if u.item.Kind == schema.DaemonSet {
		u.surge()
	}
}

// longestUpgrade is how long an upgrade may take, in seconds, where nothing is
// said of it: in the object of a Deployment, and as apply waits for the others.
const longestUpgrade = 600

func (u upgrade) readyInTime() {
	ready, hasReady := u.MinReadySeconds().Lookup()
	deadline, limited := u.ProgressDeadlineSeconds().Lookup()
	var said message.Text
	if limited {
		said = shown(u.ProgressDeadlineSeconds())
	} else {
		deadline, said = longestUpgrade, message.New("600 where unset")
	}
	if hasReady && ready >= deadline {
		u.fail(u.MinReadySeconds().Range(), "Invalid value",
			"min_ready_seconds (%s) must be less than progress_deadline_seconds (%s), or no upgrade can succeed. Lower the first or raise the second.",
			shown(u.MinReadySeconds()), said)
	}
}

// strategy holds the method, and the fields that only a rolling upgrade has,
// to what the kind knows.
func (u upgrade) strategy() {
	s := u.Strategy()
	if !s.Present() {
		return
	}
	switch {
	case u.item.Kind == schema.Deployment && s.Value() == "OnDelete":
		u.fail(s.Range(), "Not for this kind of workload", `A Deployment has no strategy "OnDelete"; StatefulSets and DaemonSets do. Write "RollingUpdate" or "Recreate".`)
	case s.Value() != "RollingUpdate":
		for _, a := range []*decode.Attribute{u.MaxUnavailable().Attribute(), u.MaxSurge().Attribute(), u.Partition().Attribute()} {
			if a != nil && !a.Implied {
				u.fail(a.Range, "Only for a rolling upgrade",
					`%s is only for rolling upgrades, but the strategy is %s. Remove it, or write strategy = "RollingUpdate".`, a.Schema.Name, shown(s))
			}
		}
	}
}

func (u upgrade) unavailable() {
	missing, surge := u.MaxUnavailable(), u.MaxSurge()
	if u.Strategy().Value() != "RollingUpdate" || !missing.Present() {
		return
	}
	if isZero(missing) && u.item.Kind == schema.StatefulSet {
		u.fail(missing.Range(), "Invalid value", "max_unavailable of a StatefulSet must be 1 or more, or no Pod can be replaced. Raise it.")
	}
	if isZero(missing) && isZero(surge) {
		u.fail(missing.Range(), "Invalid value", "max_unavailable and max_surge are both 0, so no Pod can be replaced. Raise one of them.")
	}
	if u.item.Kind == schema.DaemonSet && percent(missing) >= 100 {
		u.warn(missing.Range(), "Risk of an outage", "During an upgrade all Pods of %s can be unavailable at once. Set max_unavailable below 100%%.", u.item.Title())
	}
	replicas, ok := u.item.Workload().Replicas().Lookup()
	if !ok || u.item.Workload().Advanced().Autoscale().Present() || u.scaled || replicas == 0 || !missing.Given() {
		return
	}
	if most, err := intstr.GetScaledValueFromIntOrPercent(intOrString(missing.Value()), int(replicas), false); err == nil && int64(most) >= replicas {
		u.warn(missing.Range(), "Risk of an outage", "During an upgrade all %s Pods of %s can be unavailable at once. Set max_unavailable below the number of replicas.", shown(u.item.Workload().Replicas()), u.item.Title())
	}
}

// surge of a DaemonSet excludes missing Pods: a node's new Pod comes before its
// old one goes, or after.
func (u upgrade) surge() {
	missing, surge := u.MaxUnavailable(), u.MaxSurge()
	switch {
	case percent(surge) > 100:
		u.fail(surge.Range(), "Invalid value", "max_surge of a DaemonSet must be at most 100%%; this is %s. Lower it.", shown(surge))
	case surge.Present() && !isZero(surge) && !isZero(missing):
		u.fail(surge.Range(), "Conflicting arguments", "A DaemonSet with max_surge needs max_unavailable = 0. Add it, or remove max_surge.")
	case isZero(missing) && !surge.Present():
		u.fail(missing.Range(), "Invalid value", "max_unavailable is 0 and there is no max_surge, so no Pod can be replaced. Raise it, or add max_surge.")
	}
}

// percent is what a percentage says, and zero of a number.
func percent(a decode.Argument[any]) int {
	s, ok := a.Value().(string)
	if !ok {
		return 0
	}
	p, err := intstr.GetScaledValueFromIntOrPercent(intOrString(s), 100, true)
	if err != nil {
		return 0
	}
	return p
}

func isZero(a decode.Argument[any]) bool { return a.Value() == int64(0) || a.Value() == "0%" }

func intOrString(v any) *intstr.IntOrString {
	x := intstr.FromInt32(0)
	switch v := v.(type) {
	case int64:
		x = intstr.FromInt32(int32(v))
	case string:
		x = intstr.FromString(v)
	}
	return &x
}
