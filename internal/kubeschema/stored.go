package kubeschema

import (
	"fmt"
	"maps"
	"sync"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/kind"
)

// Stored is an object in the form in which a server would store it, as far as
// that can be told without one: quantities in their shortest writing, no fields
// that hold nothing, and within values that are set as a whole (atomic lists and
// maps) the defaults, because there they cannot be told from a change. An object
// of a kind that wl seldom writes, and fields that it does not know, stay as
// they are.
func Stored(content map[string]any) map[string]any {
	t, err := typeOf(content)
	if err != nil {
		return content
	}
	written, err := rewritten(content)
	if err != nil {
		return content // the server says what is wrong with it
	}
	s := storer{schema: t.Schema}
	stored, _ := s.value(content, written, t.TypeRef, false).(map[string]any)
	return stored
}

// goTypes are the API's own types of the kinds that stacks are made of.
var goTypes = sync.OnceValues(func() (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	builder := runtime.NewSchemeBuilder(appsv1.AddToScheme, autoscalingv2.AddToScheme, batchv1.AddToScheme, corev1.AddToScheme,
		networkingv1.AddToScheme, policyv1.AddToScheme, rbacv1.AddToScheme)
	return scheme, builder.AddToScheme(scheme)
})

// rewritten is an object after it has gone through its API type, as it does in
// a server.
func rewritten(content map[string]any) (map[string]any, error) {
	scheme, err := goTypes()
	if err != nil {
		return nil, fmt.Errorf("the API's types cannot be used: %w", err)
	}
	apiVersion, _ := content["apiVersion"].(string)
	kind, _ := content["kind"].(string)
	o, err := scheme.New(runtimeschema.FromAPIVersionAndKind(apiVersion, kind))
	if err != nil {
		return nil, err
	}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(content, o); err != nil {
		return nil, err
	}
	return runtime.DefaultUnstructuredConverter.ToUnstructured(o)
}

// storer walks an object along with what became of it in its API type.
type storer struct{ schema *schema.Schema }

func (s storer) value(v, written any, t schema.TypeRef, whole bool) any {
	atom, _ := s.schema.Resolve(t)
	switch v := v.(type) {
	case map[string]any:
		if written, ok := written.(map[string]any); ok {
			whole = whole || atom.Map != nil && atom.Map.ElementRelationship == schema.Atomic
			return s.fields(v, written, t, atom.Map, whole)
		}
	case []any:
		written, ok := written.([]any)
		if !ok || len(written) != len(v) || atom.List == nil {
			return v
		}
		items := make([]any, len(v))
		for i := range v {
			items[i] = s.value(v[i], written[i], atom.List.ElementType, whole || atom.List.ElementRelationship == schema.Atomic)
		}
		return items
	default:
		return written
	}
	return v
}

func (s storer) fields(v, written map[string]any, t schema.TypeRef, m *schema.Map, whole bool) map[string]any {
	fields := make(map[string]any, len(v))
	for key, item := range v {
		inner, known := memberType(m, key)
		kept, ok := written[key]
		switch {
		case ok:
			fields[key] = s.value(item, kept, inner, whole)
		case !known:
			fields[key] = item // of a newer API
		}
	}
	if whole && t.NamedType != nil {
		for key, value := range wholeDefaults(*t.NamedType, fields) {
			if _, set := fields[key]; !set {
				fields[key] = value
			}
		}
		if *t.NamedType == "io.k8s.api.core.v1.LimitRangeItem" && fields["type"] == string(corev1.LimitTypeContainer) {
			limitContainers(fields)
		}
	}
	return fields
}

// limitContainers completes limits of containers as a server does: what they get by default is the
// most that they may have, and what they request is their default or, without one, the least.
func limitContainers(limits map[string]any) {
	for _, d := range []struct{ of, from string }{{"default", "max"}, {"defaultRequest", "default"}, {"defaultRequest", "min"}} {
		from, _ := limits[d.from].(map[string]any)
		set, _ := limits[d.of].(map[string]any)
		all := make(map[string]any, len(from)+len(set))
		maps.Copy(all, from)
		maps.Copy(all, set)
		if len(all) > 0 {
			limits[d.of] = all
		}
	}
}

// memberType finds the type of a map's field, and reports whether the schema names
// the field.
func memberType(m *schema.Map, key string) (schema.TypeRef, bool) {
	if m == nil {
		return schema.TypeRef{}, false
	}
	if f, known := m.FindField(key); known {
		return f.Type, true
	}
	return m.ElementType, false
}

// wholeDefaults are the defaults of the types that occur within values that are
// set as a whole, beside the fields that are set.
func wholeDefaults(typeName string, set map[string]any) map[string]any {
	switch typeName {
	case "io.k8s.api.core.v1.ObjectFieldSelector":
		return map[string]any{"apiVersion": "v1"}
	case "io.k8s.api.core.v1.ResourceFieldSelector":
		return map[string]any{"divisor": "0"}
	case "io.k8s.api.core.v1.ServiceAccountTokenProjection":
		return map[string]any{"expirationSeconds": int64(3600)}
	case "io.k8s.api.core.v1.TypedLocalObjectReference", "io.k8s.api.core.v1.TypedObjectReference":
		return map[string]any{"apiGroup": nil}
	case "io.k8s.api.core.v1.PersistentVolumeClaim":
		return map[string]any{"apiVersion": "v1", "kind": kind.Claim.Kind, "status": map[string]any{"phase": "Pending"}}
	case "io.k8s.api.core.v1.PersistentVolumeClaimSpec":
		return map[string]any{"volumeMode": "Filesystem"}
	case "io.k8s.api.networking.v1.NetworkPolicyPort":
		return map[string]any{"protocol": "TCP"}
	case "io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern":
		return map[string]any{"status": "True"}
	case "io.k8s.api.rbac.v1.RoleRef":
		return map[string]any{"apiGroup": rbacv1.GroupName}
	case "io.k8s.api.rbac.v1.Subject":
		if set["kind"] == rbacv1.UserKind || set["kind"] == rbacv1.GroupKind {
			return map[string]any{"apiGroup": rbacv1.GroupName}
		}
	}
	return nil
}
