package claim

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func claimTemplates(content map[string]any) []map[string]any {
	list, _ := object.At(content, kind.About(kind.Of(content)).ClaimTemplates...).([]any)
	templates := make([]map[string]any, len(list))
	for i := range list {
		templates[i], _ = list[i].(map[string]any)
	}
	return templates
}

// Sizes is how much storage an object's claim templates ask for.
func Sizes(content map[string]any) map[string]string {
	sizes := map[string]string{}
	for _, t := range claimTemplates(content) {
		name, _ := object.At(t, "metadata", "name").(string)
		if size := Size(t); size != "" {
			sizes[name] = size
		}
	}
	return sizes
}

// NewTemplates names the claim templates that the live StatefulSet does not have: no
// running Pod uses them, or ever will.
func NewTemplates(live, after map[string]any) []string {
	names := func(content map[string]any) map[string]bool {
		set := map[string]bool{}
		for _, t := range claimTemplates(content) {
			name, _ := object.At(t, "metadata", "name").(string)
			set[name] = true
		}
		return set
	}
	before, added := names(live), names(after)
	maps.DeleteFunc(added, func(name string, _ bool) bool { return before[name] })
	return slices.SortedFunc(maps.Keys(added), cmp.Compare[string])
}

// TemplateShrinks explains for a claim template that requests less than before that this
// cannot be: the claims that are made of it only grow.
func TemplateShrinks(m *object.Manifest, before map[string]string) *plan.Problem {
	for i, t := range claimTemplates(m.Content) {
		name, _ := object.At(t, "metadata", "name").(string)
		wants := Size(t)
		if has := before[name]; has != "" && wants != "" && Larger(has, wants) {
			p := plan.NewProblem(plan.ProblemTemplateShrinks, fact.Args{"claims": name, "object": m.Ref, "has": has, "size": wants})
			p.Path = object.PathOf("spec", "volumeClaimTemplates").Index(i).Join(SizePath())
			p.Origin = m.SourceOf(p.Path)
			return &p
		}
	}
	return nil
}

// ResizesOnly reports whether claim templates differ in nothing but how much they ask
// for.
func ResizesOnly(live, after map[string]any) bool {
	sizeless := func(content map[string]any) []map[string]any {
		templates := claimTemplates(content)
		for i, t := range templates {
			templates[i] = runtime.DeepCopyJSON(t)
			unstructured.RemoveNestedField(templates[i], claimSize()...)
		}
		return templates
	}
	return reflect.DeepEqual(sizeless(live), sizeless(after))
}

// OrdinalOf returns of which of a StatefulSet's Pods a claim is that its controller finds by its
// name; false where it is none of the template's.
func OrdinalOf(name, template, set string) (ordinal int, is bool) {
	number, named := strings.CutPrefix(name, template+"-"+set+"-")
	ordinal, err := strconv.Atoi(number)
	return ordinal, named && err == nil && strconv.Itoa(ordinal) == number && ordinal >= 0
}

// IsOfTemplate reports whether a Pod of a StatefulSet mounts the claim of a name for one of its
// templates, whoever has made the claim. Where others scale it, live is what it is now; where that is
// not known either, it may have any number of Pods.
func IsOfTemplate(set *object.Manifest, live map[string]any, name string) bool {
	content := set.Content
	if replicas := object.At(live, "spec", "replicas"); replicas != nil && IsScaledByOthers(content) {
		content = object.WithNested(content, replicas, "spec", "replicas")
	}
	pods, scaled := ordinalsOf(content), IsScaledByOthers(content)
	return slices.ContainsFunc(claimTemplates(set.Content), func(t map[string]any) bool {
		template, _ := object.At(t, "metadata", "name").(string)
		ordinal, is := OrdinalOf(name, template, set.Ref.Name)
		return is && (pods.has(int64(ordinal)) || scaled && int64(ordinal) >= pods.first)
	})
}

// IsScaledByOthers reports whether a StatefulSet does not say itself how many Pods it has.
func IsScaledByOthers(set map[string]any) bool { return object.At(set, "spec", "replicas") == nil }
