package syntax

import (
	"regexp"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/schema"
)

// foreign is what to do about a block of Terraform's of which the language has no
// counterpart, however near one of its own names is.
func foreign(block string, labels []string, row *schema.Block) message.Text {
	if block == "postcondition" {
		return message.New("wl has no postcondition: apply waits for the cluster to report the object ready. Write a precondition, or a check block at the top level, which only warns.")
	}
	if block == "backend" && (row.Parent == nil || row.Name == "stack") {
		return message.New("wl has no backend blocks: the state is in the cluster that the stack is for, or in a file. Remove it, and for a file write state { … } in the stack block.")
	}
	if row.Parent != nil {
		return message.Text{}
	}
	switch block {
	case "moved":
		return message.New("wl has no moved: an object is known by its own name, not by its block. Remove it, and where the label has changed write name = \"…\", the old one, in the new block.")
	case "import":
		return message.New("wl has no import: a block adopts the object of its name. Remove it, and write lifecycle { adopt = true } in the block of the object.")
	case "data":
		return message.New("wl has no data sources: a stack is compiled without asking a cluster. Remove it, and declare a variable for what it reads.")
	case "resource":
		return message.New("wl has no resource blocks: the type of a block is its kind. Write %s.", example(resource(labels, row)))
	}
	return message.Text{}
}

// version is what ends the type of a resource of Terraform's Kubernetes provider.
var version = regexp.MustCompile(`_v[0-9]+((alpha|beta)[0-9]+)?$`)

// resource is the block for a resource of Terraform's, which names its type first: one for
// any object where there is no other.
func resource(labels []string, root *schema.Block) *schema.Block {
	found, _ := root.Block("object")
	if len(labels) == 0 {
		return found
	}
	name := strings.TrimPrefix(version.ReplaceAllString(labels[0], ""), "kubernetes_")
	for _, n := range root.Blocks {
		if n.Emits != "" && (n.Name == name || slices.Contains(n.Also, name)) {
			return n
		}
	}
	return found
}

// wrapper reports whether a name is what Kubernetes wraps the fields of a workload in,
// which a workload has directly.
func wrapper(name string, row *schema.Block) bool {
	for ; row.Parent != nil; row = row.Parent {
		if row.Emits == workload {
			return slices.Contains([]string{"spec", "template", "job_template", "jobTemplate", "pod_template", "podTemplate"}, name)
		}
	}
	return false
}

// workload is the block whose rows depend on its kind.
const workload = "workload"

// kinds are those of the workload that is being bound; none where it does not say or is
// none, for which a row of any kind will do.
func (b *binder) kinds() schema.Kinds {
	if b.workload == nil {
		return 0
	}
	kind, _ := written(b.workload, "kind")
	return schema.KindOf(kind)
}
