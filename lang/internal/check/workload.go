package check

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
)

// The longest names with which workloads get Pods. A StatefulSet's Pods bear a
// label of its name and a hash, those of a Job one of its name; a Deployment's
// ReplicaSets are called like it with a hash, those of a CronJob's runs with a time.
const (
	maxStatefulSetName = 52
	maxJobName         = 63
	maxDeploymentName  = 242
	maxCronJobName     = 52
)

func (c *checker) name(item *module.Item) {
	longest := map[schema.Kinds]int{
		schema.StatefulSet: maxStatefulSetName, schema.Job: maxJobName, schema.Deployment: maxDeploymentName, schema.CronJob: maxCronJobName,
	}
	name := item.Workload().Name()
	length := len(name.Value())
	documented := !c.KubernetesLimits && length > validation.DNS1123LabelMaxLength // which has been told
	if most, limited := longest[item.Kind]; limited && !documented && length > most {
		c.fail(name.Range(), "Invalid value", "The name of a %s must have at most %d characters, or its Pods cannot be created; %q has %d. Shorten it.",
			item.Kind, most, name.Value(), length)
	}
}

func (c *checker) workload(item *module.Item) {
	c.name(item)
	c.upgrade(item)
	c.containers(item)
	c.volumes(item)
	c.logs(item)
	c.scheduling(item)
	c.job(item)
	c.schedule(item)
	c.autoscale(item)
	c.budget(item)
	c.network(item)
	c.podSecurity(item, item.Workload().Advanced().Security())
	c.governing(item)
	for _, s := range item.Workload().Services() {
		c.service(item, s)
	}
}

// upgrade checks what the documentation calls a risk of an outage, and what
// the server refuses.
func (c *checker) upgrade(item *module.Item) {
	u := item.Workload().Advanced().Upgrade()
	if !u.Present() {
		return
	}
	c.readyInTime(u)
	c.strategy(item, u)
	c.unavailable(item, u)
	if item.Kind == schema.DaemonSet {
		c.surge(u)
	}
}

// longestUpgrade is how long an upgrade may take, in seconds, where nothing is
// said of it: in the object of a Deployment, and as apply waits for the others.
const longestUpgrade = 600

func (c *checker) readyInTime(u blocks.Upgrade) {
	ready, hasReady := u.MinReadySeconds().Lookup()
	deadline, limited := u.ProgressDeadlineSeconds().Lookup()
	said := ""
	if limited {
		said = shown(u.ProgressDeadlineSeconds())
	} else {
		deadline, said = longestUpgrade, "600 where unset"
	}
	if hasReady && ready >= deadline {
		c.fail(u.MinReadySeconds().Range(), "Invalid value",
			"min_ready_seconds (%s) must be less than progress_deadline_seconds (%s), or no upgrade can succeed. Lower the first or raise the second.",
			shown(u.MinReadySeconds()), said)
	}
}

// strategy holds the method, and the fields that only a rolling upgrade has,
// to what the kind knows.
func (c *checker) strategy(item *module.Item, u blocks.Upgrade) {
	s := u.Strategy()
	if !s.Present() {
		return
	}
	switch {
	case item.Kind == schema.Deployment && s.Value() == "OnDelete":
		c.fail(s.Range(), "Not for this kind of workload", `A Deployment has no strategy "OnDelete"; StatefulSets and DaemonSets do. Write "RollingUpdate" or "Recreate".`)
	case s.Value() != "RollingUpdate":
		for _, a := range []*decode.Attribute{u.MaxUnavailable().Attribute(), u.MaxSurge().Attribute(), u.Partition().Attribute()} {
			if a != nil && !a.Implied {
				c.fail(a.Range, "Only for a rolling upgrade",
					`%s is only for rolling upgrades, but the strategy is %s. Remove it, or write strategy = "RollingUpdate".`, a.Schema.Name, shown(s))
			}
		}
	}
}

func (c *checker) governing(item *module.Item) {
	if item.Kind != schema.StatefulSet {
		return
	}
	services := item.Governing()
	switch {
	case len(services) == 0:
		c.warn(item.Header, "No governing service", "%s has no headless service, so its Pods have no DNS names. Add service \"…\" { headless = true … }.", item.Title())
	case len(services) > 1:
		c.fail(services[1].Header, "Several governing services", "%s has %d services that could give its Pods their names, %s among them. Write governing = true in one of them.",
			item.Title(), len(services), services[0].Title())
	}
}

func (c *checker) unavailable(item *module.Item, u blocks.Upgrade) {
	missing, surge := u.MaxUnavailable(), u.MaxSurge()
	if u.Strategy().Value() != "RollingUpdate" || !missing.Present() {
		return
	}
	if isZero(missing) && item.Kind == schema.StatefulSet {
		c.fail(missing.Range(), "Invalid value", "max_unavailable of a StatefulSet must be 1 or more, or no Pod can be replaced. Raise it.")
	}
	if isZero(missing) && isZero(surge) {
		c.fail(missing.Range(), "Invalid value", "max_unavailable and max_surge are both 0, so no Pod can be replaced. Raise one of them.")
	}
	replicas, ok := item.Workload().Replicas().Lookup()
	if !ok || item.Workload().Advanced().Autoscale().Present() || replicas == 0 || !missing.Given() {
		return
	}
	if most, err := intstr.GetScaledValueFromIntOrPercent(intOrString(missing.Value()), int(replicas), false); err == nil && int64(most) >= replicas {
		c.warn(missing.Range(), "Risk of an outage", "During an upgrade all %s Pods of %s can be unavailable at once. Set max_unavailable below the number of replicas.", shown(item.Workload().Replicas()), item.Title())
	}
}

// surge of a DaemonSet excludes missing Pods: a node's new Pod comes before its
// old one goes, or after.
func (c *checker) surge(u blocks.Upgrade) {
	missing, surge := u.MaxUnavailable(), u.MaxSurge()
	switch {
	case surge.Present() && !isZero(surge) && !isZero(missing):
		c.fail(surge.Range(), "Conflicting arguments", "A DaemonSet with max_surge needs max_unavailable = 0. Add it, or remove max_surge.")
	case isZero(missing) && !surge.Present():
		c.fail(missing.Range(), "Invalid value", "max_unavailable is 0 and there is no max_surge, so no Pod can be replaced. Raise it, or add max_surge.")
	}
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

// floating reports whether an image's tag is one whose content changes.
func floating(image string) bool {
	if strings.Contains(image, "@") {
		return false
	}
	name := image[strings.LastIndex(image, "/")+1:]
	_, tag, tagged := strings.Cut(name, ":")
	return !tagged || tag == "latest"
}
