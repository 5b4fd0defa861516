package objects

import (
	"maps"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// attributeFunc compiles an argument that is no plain rename. The place is the
// one its row names; the zero Path where it names none.
type attributeFunc func(w *writer, b *decode.Block, a *decode.Attribute, at object.Path)

// blockFunc completes a block whose arguments have been compiled.
type blockFunc func(w *writer, b *decode.Block, here object.Path)

// attributeFunction finds the function that a row names; nil for a plain row.
func attributeFunction(f schema.Func) attributeFunc {
	switch f {
	case table.CompileStrategy:
		return strategy
	case table.CompileRolling:
		return rolling
	case table.CompileHeadless:
		return headless
	case table.CompileSessionAffinity:
		return sessionAffinity
	case table.CompileAddresses:
		return addresses
	case table.CompileReplicas:
		return replicas
	case table.CompileMetric:
		return metric
	case table.CompileSecretData:
		return secretData
	case table.CompileTolerationSeconds:
		return tolerationSeconds
	case table.CompileBackoffLimit:
		return backoffLimit
	case table.CompileRaw, table.CompileByBlock: // see raw, and the function of the block
		return func(*writer, *decode.Block, *decode.Attribute, object.Path) {}
	}
	return collectionFunction(f)
}

// collectionFunction finds the function of a row whose argument becomes the items of
// a list, or the entries of a map.
func collectionFunction(f schema.Func) attributeFunc {
	switch f {
	case table.CompileNames:
		return listed("name")
	case table.CompileConditionTypes:
		return listed("conditionType")
	case table.CompileNamedValues:
		return namedValues
	case table.CompileDNSOptions:
		return dnsOptions
	case table.CompileItems:
		return items
	case table.CompileItemModes:
		return ofItems("mode")
	case table.CompileItemUsers:
		return ofItems("user")
	case table.CompileDevice:
		return device
	case table.CompileDevices:
		return devices
	case table.CompileHugePages:
		return hugePages
	case table.CompileResizePolicy:
		return resizePolicy
	}
	return nil
}

// blockFunction finds the function that completes a block; nil for a plain one.
func blockFunction(f schema.Func) blockFunc {
	switch f {
	case table.CompileService:
		return service
	case table.CompileServicePort:
		return servicePort
	case table.CompileSessionAffinity:
		return func(w *writer, b *decode.Block, _ object.Path) {
			w.set(object.PathOf("spec", "sessionAffinity"), "ClientIP")
			w.from(object.PathOf("spec", "sessionAffinity"), b.Header)
		}
	case table.CompileLoadBalancer:
		return loadBalancer
	case table.CompilePresent:
		return present
	case table.CompileAutoscale:
		return autoscale
	case table.CompileBudget:
		return budget
	case table.CompileMetricSource:
		return metricSource
	case table.CompileMIG:
		return mig
	case table.CompileTopologySpread:
		return topologySpread
	case table.CompileLog:
		return func(*writer, *decode.Block, object.Path) {} // it needs the whole workload: see logs
	case table.CompileVolume:
		return func(*writer, *decode.Block, object.Path) {} // its list depends on its source: see volume
	}
	return besideFunction(f)
}

// listed writes texts as a list of objects that have them in a field.
func listed(field string) attributeFunc {
	return func(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
		for i, text := range a.Data.([]any) {
			item := w.add(at, map[string]any{field: text})
			w.from(item, a.ElementRange(i))
			w.mark(item.Field(field), a, object.Path{}.Index(i))
		}
	}
}

// backoffLimit is left to Kubernetes where each index has a limit of its own: there is
// none for the whole Job then.
func backoffLimit(w *writer, b *decode.Block, a *decode.Attribute, at object.Path) {
	if !a.Implied || !(blocks.Job{Block: b}).BackoffLimitPerIndex().Present() {
		w.write(at, a)
	}
}

// namedValues are a map written as a list of names and values, in the order of
// the names, which no run changes.
func namedValues(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	values := a.Data.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		item := w.add(at, map[string]any{"name": name, "value": values[name]})
		w.from(item, a.ElementRange(name))
		w.mark(item.Field("value"), a, object.PathOf(name))
	}
}

// items compiles which keys are files, and of which name.
func items(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	files := a.Data.(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(files)) {
		item := w.add(at, map[string]any{"key": key, "path": files[key]})
		w.from(item, a.ElementRange(key))
		w.mark(item.Field("path"), a, object.PathOf(key))
	}
}

// present writes an object that means something though it has no fields.
func present(w *writer, b *decode.Block, here object.Path) {
	w.set(here, map[string]any{})
	w.from(here, b.Header)
}

// strategy is the method of upgrade. Kinds that Kubernetes does not recreate
// leave their former Pods alone, and say that wl removes them.
func strategy(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	w.write(at, a)
	if a.Data == object.StrategyRecreate && w.kind != schema.Deployment {
		w.set(at, "OnDelete")
		mark := object.PathOf("metadata", "annotations", object.AnnotationUpgradeStrategy)
		w.set(mark, object.StrategyRecreate)
		w.from(mark, a.Range)
	}
}

// rolling fields are written only for a rolling upgrade: the server refuses
// them beside any other method.
func rolling(w *writer, b *decode.Block, a *decode.Attribute, at object.Path) {
	if (blocks.Upgrade{Block: b}).Strategy().Value() == "RollingUpdate" {
		w.write(at, a)
	}
}

func headless(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	if a.Data == true {
		w.set(at, "None")
		w.from(at, a.Range)
	}
}

// sessionAffinity is the short form, without a time of its own: the documented
// default counts.
func sessionAffinity(w *writer, b *decode.Block, a *decode.Attribute, at object.Path) {
	w.write(at, a)
	if row, ok := b.Schema.Block("session_affinity"); ok && a.Data == "ClientIP" && !(blocks.Service{Block: b}).SessionAffinityBlock().Present() {
		timeout, _ := row.Attribute("timeout_seconds")
		seconds, _ := timeout.DefaultFor(w.kind)
		w.set(object.PathOf("spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"), seconds)
	}
}

func addresses(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	var list []string
	for _, v := range a.Data.([]any) {
		s, _ := v.(string)
		list = append(list, s)
	}
	w.set(at, strings.Join(list, ","))
	w.from(at, a.Range)
}
