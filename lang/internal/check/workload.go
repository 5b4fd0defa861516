package check

import (
	"slices"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// workload is a workload being checked: what concerns its parts together is
// found here, what concerns one of them by a type of its own.
type workload struct {
	*report
	*module.Item
	settings Settings
	held     holders
	scaled   bool // an object of the stack decides on the number of Pods
}

func (w *workload) check() {
	advanced := w.Workload().Advanced()
	w.name()
	upgrade{w.report, advanced.Upgrade(), w.Item, w.scaled}.check()
	w.containers()
	w.volumes()
	logs{w.report, w.Item}.check()
	scheduling{w.report, advanced.Scheduling(), w.Kind}.check()
	w.job()
	w.schedule()
	autoscale{w.report, advanced.Autoscale(), w.Item}.check()
	budget{w.report, advanced.DisruptionBudget(), w.Item, w.scaled}.check()
	w.network()
	w.podSecurity()
	w.podNamespaces()
	w.podResources()
	w.resourceClaims()
	w.operatingSystem()
	w.hostProcess()
	w.governing()
	w.selector()
	w.serviceAccount()
	for _, p := range w.Workload().NetworkPolicies() {
		networkPolicy{w.report, p, w.Failed}.check()
	}
	for _, s := range w.Workload().Services() {
		service{w.report, s, w.Item}.check()
	}
	for _, i := range w.Workload().Ingresses() {
		ingress{w.report, i, w.Item}.check()
	}
	for _, r := range w.Workload().Routes() {
		route{w.report, r, w.Item}.check()
	}
}

// containers checks each container, and that the containers of one Pod do not
// take each other's ports, which the documentation warns of.
func (w *workload) containers() {
	taken, ports := make(map[string]blocks.Container), newPorts(w.report, w.settings.KubernetesLimits)
	for _, b := range allContainers(w.Item) {
		if first, ok := taken[b.Label]; ok && first.Schema != b.Schema {
			w.fail(b.LabelRange, "Duplicate name", "%s is already declared at %s, and container names are unique within a Pod. Rename one of the two.", first.Title(), syntax.Place(first.Header))
		}
		taken[b.Label] = b
		c := container{report: w.report, Container: b, item: w.Item, held: w.held}
		c.check()
		if !c.ends() { // or its ports are free again when the others start
			ports.add(b)
		}
	}
}

// allContainers are the init containers and containers of a workload.
func allContainers(item *module.Item) []blocks.Container {
	return slices.Concat(item.Workload().InitContainers(), item.Workload().Containers())
}

// The longest names with which workloads get Pods. A StatefulSet's Pods bear a
// label of its name and a hash, those of a Job one of its name; a Deployment's
// ReplicaSets are called like it with a hash, those of a CronJob's runs with a time.
const (
	maxStatefulSetName = 52
	maxJobName         = 63
	maxDeploymentName  = 242
	maxCronJobName     = 52
)

func (w *workload) name() {
	longest := map[schema.Kinds]int{
		schema.StatefulSet: maxStatefulSetName, schema.Job: maxJobName, schema.Deployment: maxDeploymentName, schema.CronJob: maxCronJobName,
	}
	name := w.Workload().Name()
	length := len(name.Value())
	documented := !w.settings.KubernetesLimits && length > validation.DNS1123LabelMaxLength // which has been told
	if most, limited := longest[w.Kind]; limited && !documented && length > most {
		w.fail(name.Range(), "Invalid value", "The name of a %s must have at most %d characters, or its Pods cannot be created; %q has %d. Shorten it.",
			w.Kind, most, name.Value(), length)
	}
}

func (w *workload) governing() {
	if w.Kind != schema.StatefulSet {
		return
	}
	services := w.Governing()
	switch {
	case w.Workload().ServiceName().Present():
		for _, s := range w.Workload().Services() {
			if s.Governing().Value() {
				w.fail(s.Governing().Range(), "Several governing services", "%s has service_name, which names another governing service than %s. Remove one of the two.", w.Title(), s.Title())
			}
		}
	case len(services) == 0:
		w.warn(w.Header, "No governing service", "%s has no headless service, so its Pods have no DNS names. Add service \"…\" { headless = true }.", w.Title())
	case len(services) > 1:
		w.fail(services[1].Header, "Several governing services", "%s has %d services that could give its Pods their names, %s among them. Write governing = true in one of them.",
			w.Title(), len(services), services[0].Title())
	}
}

// network checks names and ports of a Pod as a whole.
func (w *workload) network() {
	if dns := w.Workload().Advanced().DNS(); dns.Policy().Value() == "None" && len(dns.Nameservers().Value()) == 0 {
		w.fail(dns.Policy().Range(), "Missing required argument", `policy = "None" uses only the name servers given here, and none is given. Add nameservers = ["…"].`)
	}
	if !w.Workload().Advanced().Network().HostNetwork().Value() {
		return
	}
	for _, container := range allContainers(w.Item) {
		for _, p := range container.Ports() {
			number, known := p.ContainerPort().Lookup()
			if host, ok := p.HostPort().Lookup(); known && ok && host != number {
				w.fail(p.HostPort().Range(), "Conflicting arguments", "With host_network, port %d of the container is port %d of the node. Remove host_port, or set the same number.", number, number)
			}
		}
	}
}
