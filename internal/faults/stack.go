package faults

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// stackName is what the stack is called, and movedName what it is called after a move.
const (
	stackName = "faults"
	movedName = "moved"
)

// variant is one configuration of the stack. What is zero is not in it.
type variant struct {
	settings, extra, token int // versions of data
	web, db                workload
	once                   int // the version of the Job's image
}

// workload is a version of one, and what becomes of its Pods.
type workload struct {
	image, replicas int
	port            int    // of its Service, if any
	behaviour       string // of the control plane with its Pods; "": they run
}

// draw is a variant of which nothing is known: one without workloads that are kept running, which is quick, or one
// with some.
func draw(r *rand.Rand, running bool) variant {
	v := variant{settings: 1 + r.IntN(2)}
	if running {
		v.web.image = 1
	}
	v.change(r, 1)
	return v
}

// next is a variant that comes after another: some of it is the same.
func (v variant) next(r *rand.Rand) variant {
	for before := v; v == before; {
		v.change(r, 3)
	}
	return v
}

// change draws one part in so many anew.
func (v *variant) change(r *rand.Rand, one int) {
	again := func() bool { return r.IntN(one) == 0 }
	if again() {
		v.settings = 1 + r.IntN(3)
	}
	if again() {
		v.extra = r.IntN(3)
	}
	if again() {
		v.token = r.IntN(3)
	}
	if again() {
		v.once = r.IntN(3)
	}
	if v.web.image == 0 {
		return
	}
	if again() {
		v.web = workload{image: 1 + r.IntN(3), replicas: 1 + r.IntN(4)/3, port: []int{0, 80, 81}[r.IntN(3)]}
	}
	if again() {
		v.db = workload{image: r.IntN(3), replicas: 1}
	}
}

// broken is the variant with a workload whose Pods do not start.
func (v variant) broken(r *rand.Rand) variant {
	behaviour := []string{"image-pull-failure", "crash-loop"}[r.IntN(2)]
	if v.db.image > 0 && r.IntN(2) == 0 {
		v.db.image, v.db.behaviour = v.db.image+3, behaviour
	} else {
		v.web.image, v.web.behaviour = v.web.image+3, behaviour
	}
	return v
}

func (v *variant) String() string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprintf("%+v", *v)
}

// stateDir is the directory of the state's files, in that of the stack.
const stateDir = "state"

// source is the variant as configuration; inFile: its state is in a file.
func (v variant) source(stack, namespace string, inFile bool) string {
	var b strings.Builder
	b.WriteString(fmt.Sprintf("stack %q {\n  namespace = %q\n  limits = \"kubernetes\"\n  lint { ignore = [\"no-limits\", \"no-governing-service\"] }\n", stack, namespace))
	if inFile {
		b.WriteString(fmt.Sprintf("  state {\n    backend = \"file\"\n    path    = %q\n  }\n", stateDir))
	}
	b.WriteString("}\n")
	b.WriteString(fmt.Sprintf("config_map \"settings\" { data = { level = \"%d\" } }\n", v.settings))
	if v.extra > 0 {
		b.WriteString(fmt.Sprintf("config_map \"extra\" { data = { level = \"%d\" } }\n", v.extra))
	}
	if v.token > 0 {
		b.WriteString(fmt.Sprintf("secret \"token\" { data = { token = \"token-%d\" } }\n", v.token))
	}
	if v.web.image > 0 {
		b.WriteString(v.web.source("Deployment", "web", "environment {\n      import_config_map \"settings\" {}\n    }", ""))
	}
	if v.db.image > 0 {
		b.WriteString(v.db.source("StatefulSet", "db", "storage {\n      mount \"/data\" { volume = \"data\" }\n    }",
			"  volume \"data\" {\n    claim_template { size = \"1Gi\" }\n  }\n"))
	}
	if v.once > 0 {
		b.WriteString(workload{image: v.once}.source("Job", "once", "", ""))
	}
	return b.String()
}

func (w workload) source(kind, name, more, volume string) string {
	var b strings.Builder
	b.WriteString(fmt.Sprintf("workload %q {\n  kind = %q\n", name, kind))
	if w.replicas > 0 {
		b.WriteString(fmt.Sprintf("  replicas = %d\n", w.replicas))
	}
	b.WriteString(fmt.Sprintf("  container \"main\" {\n    image = \"%s:%d\"\n    port \"http\" { container_port = 80 }\n    %s\n  }\n", name, w.image, more))
	b.WriteString(volume)
	if w.port > 0 {
		b.WriteString(fmt.Sprintf("  service %q {\n    port \"http\" { port = %d }\n  }\n", name, w.port))
	}
	if w.behaviour != "" {
		b.WriteString(fmt.Sprintf("  advanced {\n    metadata {\n      pod_annotations = { \"wl-devcluster/behaviour\" = %q }\n    }\n  }\n", w.behaviour))
	}
	b.WriteString("}\n")
	return b.String()
}
