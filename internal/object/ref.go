// Package object names Kubernetes objects and carries them from the compiler
// to the cluster: the identity of an object, of the stack it belongs to, and
// the desired object itself, a plain value with no client and no HCL in it.
package object

import (
	"cmp"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
)

// Ref names one Kubernetes object within a cluster. It is comparable and is
// the key of every map of objects. Namespace is empty for cluster-scoped
// kinds. The API version is no part of the identity: the server serves one
// object under all of its versions.
type Ref struct {
	Group     string `json:"group,omitempty"`
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// NewRef names an object of a kind.
func NewRef(gk kind.GroupKind, namespace, name string) Ref {
	return Ref{Group: gk.Group, Kind: gk.Kind, Namespace: namespace, Name: name}
}

// GroupKind is the kind of object that r names.
func (r Ref) GroupKind() kind.GroupKind { return kind.GroupKind{Group: r.Group, Kind: r.Kind} }

// String writes r as people say it: "StatefulSet shop/nginx-01", and
// "Namespace shop" for a cluster-scoped object. A kind that bears the name of one
// of Kubernetes' own is written as kubectl takes it: "StatefulSet.apps.kruise.io
// shop/nginx-01".
func (r Ref) String() string {
	name := r.Kind
	if own, named := kind.Named(name); named && own.Group != r.Group {
		name += "." + r.Group
	}
	if r.Namespace == "" {
		return name + " " + r.Name
	}
	return name + " " + r.Namespace + "/" + r.Name
}

// IsCalled reports whether a text names the object as Kind/namespace/name, or Kind/name
// where it is in no namespace. The kind may have its group behind it, as kubectl takes
// it, and must where two groups have one of that name.
func (r Ref) IsCalled(text string) bool {
	own, named := kind.Named(r.Kind)
	rest := "/" + r.Name
	if r.Namespace != "" {
		rest = "/" + r.Namespace + rest
	}
	return text == r.Kind+"."+r.Group+rest || text == r.Kind+rest && (!named || own.Group == r.Group)
}

// Compare orders references by namespace, kind, name and group, so that
// everything of a namespace stands together. It is the one order in which
// objects are printed.
func Compare(a, b Ref) int {
	return cmp.Or(
		strings.Compare(a.Namespace, b.Namespace),
		strings.Compare(a.Kind, b.Kind),
		strings.Compare(a.Name, b.Name),
		strings.Compare(a.Group, b.Group),
	)
}

// Addresses reports whether a target, as people give it, means the block at an
// address: it is the block, one of its repetitions, or around it.
func Addresses(target, address string) bool {
	rest, ok := strings.CutPrefix(address, target)
	return ok && target != "" && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
