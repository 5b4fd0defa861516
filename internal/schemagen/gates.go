package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/internal/kubeschema"
)

// What the gates are read from: the fields that they guard are named in comments of
// the API's types, and the gates' history in Kubernetes' own list of them.
const (
	apiModule        = "k8s.io/api@v0.37.2"
	kubernetesModule = "k8s.io/kubernetes@v1.37.2"
)

// unmarked are the fields whose gate the API's types do not name, or by another name
// than it has, and values that a gate guards, as "TYPE.field=value".
var unmarked = map[string]string{
	"io.k8s.api.core.v1.PodSpec.containers.restartPolicy":                 "ContainerRestartRules",
	"io.k8s.api.core.v1.PodSpec.hostUsers":                                "UserNamespacesSupport",
	"io.k8s.api.core.v1.PodSpec.resources":                                "PodLevelResources",
	"io.k8s.api.core.v1.Volume.image":                                     "ImageVolume",
	"io.k8s.api.core.v1.SecurityContext.procMount":                        "ProcMountType",
	"io.k8s.api.core.v1.VolumeProjection.podCertificate":                  "PodCertificateRequest",
	"io.k8s.api.core.v1.VolumeMount.recursiveReadOnly":                    "RecursiveReadOnlyMounts",
	"io.k8s.api.core.v1.Lifecycle.stopSignal":                             "ContainerStopSignals",
	"io.k8s.api.core.v1.LifecycleHandler.sleep":                           "PodLifecycleSleepAction",
	"io.k8s.api.core.v1.Container.resizePolicy":                           "InPlacePodVerticalScaling",
	"io.k8s.api.core.v1.PodAffinityTerm.matchLabelKeys":                   "MatchLabelKeysInPodAffinity",
	"io.k8s.api.core.v1.PodAffinityTerm.mismatchLabelKeys":                "MatchLabelKeysInPodAffinity",
	"io.k8s.api.core.v1.TopologySpreadConstraint.matchLabelKeys":          "MatchLabelKeysInPodTopologySpread",
	"io.k8s.api.core.v1.TopologySpreadConstraint.nodeAffinityPolicy":      "NodeInclusionPolicyInPodTopologySpread",
	"io.k8s.api.core.v1.TopologySpreadConstraint.nodeTaintsPolicy":        "NodeInclusionPolicyInPodTopologySpread",
	"io.k8s.api.core.v1.ServiceSpec.trafficDistribution":                  "ServiceTrafficDistribution",
	"io.k8s.api.core.v1.PersistentVolumeClaimSpec.dataSourceRef":          "AnyVolumeDataSource",
	"io.k8s.api.batch.v1.JobSpec.managedBy":                               "JobManagedBy",
	"io.k8s.api.batch.v1.JobSpec.successPolicy":                           "JobSuccessPolicy",
	"io.k8s.api.batch.v1.JobSpec.podReplacementPolicy":                    "JobPodReplacementPolicy",
	"io.k8s.api.batch.v1.JobSpec.backoffLimitPerIndex":                    "JobBackoffLimitPerIndex",
	"io.k8s.api.batch.v1.JobSpec.maxFailedIndexes":                        "JobBackoffLimitPerIndex",
	"io.k8s.api.batch.v1.JobSpec.podFailurePolicy":                        "JobPodFailurePolicy",
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec.minReplicas=0": "HPAScaleToZero",
	"io.k8s.api.core.v1.ServiceSpec.trafficDistribution=PreferSameZone":   "PreferSameTrafficDistribution",
	"io.k8s.api.core.v1.ServiceSpec.trafficDistribution=PreferSameNode":   "PreferSameTrafficDistribution",
	"io.k8s.api.apps.v1.StatefulSetSpec.ordinals":                         "StatefulSetStartOrdinal",
	"io.k8s.api.core.v1.ContainerRestartRule.action=RestartAllContainers": "RestartAllContainersOnContainerExits",
	"io.k8s.api.core.v1.PodSpec.initContainers.restartPolicy=Never":       "ContainerRestartRules",
	"io.k8s.api.core.v1.PodSpec.initContainers.restartPolicy=OnFailure":   "ContainerRestartRules",
	"io.k8s.api.core.v1.Toleration.operator=Gt":                           "TaintTolerationComparisonOperators",
	"io.k8s.api.core.v1.Toleration.operator=Lt":                           "TaintTolerationComparisonOperators",
}

// refused are those of these where the server refuses the object while the gate is off, and
// drops nothing: what its validation says, and not dropDisabledFields of a strategy.
var refused = map[string]bool{
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec.minReplicas=0": true,
	"io.k8s.api.core.v1.ServiceSpec.trafficDistribution=PreferSameZone":   true,
	"io.k8s.api.core.v1.ServiceSpec.trafficDistribution=PreferSameNode":   true,
	"io.k8s.api.core.v1.ContainerRestartRule.action=RestartAllContainers": true,
	"io.k8s.api.core.v1.Toleration.operator=Gt":                           true,
	"io.k8s.api.core.v1.Toleration.operator=Lt":                           true,
}

// firstIn are the minor versions that have a gate, of what is refused before that: of a value,
// or of a field whose type has it for others already.
var firstIn = map[string]int{
	"PreferSameTrafficDistribution":        33,
	"RestartAllContainersOnContainerExits": 35,
	"TaintTolerationComparisonOperators":   35,
	"ContainerRestartRules":                34,
}

// corrected are histories of gates that differ between patch releases, which the list
// of the newest one does not say.
var corrected = map[string][]kubeschema.Range{
	"MaxUnavailableStatefulSet": {{From: "1.35.0", Until: "1.35.4"}, {From: "1.37"}},
}

// gatedFields lists fields of the API that a gate guards, with the gate.
func gatedFields() (map[string]string, error) {
	dir, err := moduleDir(apiModule)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "v*", "types.go"))
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, file := range files {
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		version := filepath.Base(filepath.Dir(file))
		group := filepath.Base(filepath.Dir(filepath.Dir(file)))
		for _, d := range source.Decls {
			addGated(found, "io.k8s.api."+group+"."+version+".", d)
		}
	}
	maps.Copy(found, unmarked)
	return found, nil
}

var gateMarker = regexp.MustCompile(`(?m)^\s*\+featureGate=(\w+)`)

func addGated(found map[string]string, prefix string, d ast.Decl) {
	types, ok := d.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range types.Specs {
		t, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		s, ok := t.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range s.Fields.List {
			marked := gateMarker.FindStringSubmatch(f.Doc.Text())
			if marked == nil || f.Tag == nil {
				continue
			}
			tag, _ := strconv.Unquote(f.Tag.Value)
			name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
			found[prefix+t.Name.Name+"."+name] = marked[1]
		}
	}
}

// gateHistories reads in which versions each gate is on by default.
func gateHistories() (map[string][]kubeschema.Range, error) {
	dir, err := moduleDir(kubernetesModule)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "pkg", "features", "kube_features.go")
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		return nil, err
	}
	histories := map[string][]kubeschema.Range{}
	ast.Inspect(source, func(n ast.Node) bool {
		entry, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		gate, isName := entry.Key.(*ast.Ident)
		specs, isList := entry.Value.(*ast.CompositeLit)
		if isName && isList && len(specs.Elts) > 0 {
			if ranges, ok := historyOf(specs); ok {
				histories[gate.Name] = ranges
			}
		}
		return true
	})
	maps.Copy(histories, corrected)
	return histories, nil
}

// historyOf reads a list of {Version: version.MustParse("1.35"), Default: false, …}.
func historyOf(specs *ast.CompositeLit) ([]kubeschema.Range, bool) {
	ranges := []kubeschema.Range{}
	on := false
	for _, e := range specs.Elts {
		spec, ok := e.(*ast.CompositeLit)
		if !ok {
			return nil, false
		}
		since, byDefault := "", false
		for _, f := range spec.Elts {
			kv, ok := f.(*ast.KeyValueExpr)
			if !ok {
				return nil, false
			}
			switch name := kv.Key.(*ast.Ident).Name; name {
			case "Version":
				call, ok := kv.Value.(*ast.CallExpr)
				if !ok {
					return nil, false
				}
				since, _ = strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
			case "Default":
				byDefault = kv.Value.(*ast.Ident).Name == "true"
			}
		}
		if since == "" {
			return nil, false
		}
		if byDefault && !on {
			ranges = append(ranges, kubeschema.Range{From: since})
		} else if !byDefault && on {
			ranges[len(ranges)-1].Until = since
		}
		on = byDefault
	}
	return ranges, true
}

// gates joins both, for the fields that the embedded schema has and whose gate is not
// on in all versions.
func gates(known []string, first int) (map[string]kubeschema.Gate, error) {
	fields, err := gatedFields()
	if err != nil {
		return nil, err
	}
	histories, err := gateHistories()
	if err != nil {
		return nil, err
	}
	result := map[string]kubeschema.Gate{}
	for field, gate := range fields {
		ranges, listed := histories[gate]
		_, isKnown := slices.BinarySearch(known, field)
		isKnown = isKnown || unmarked[field] != ""
		if !isKnown || !listed || isStatus(field[:strings.LastIndex(field, ".")]) || len(ranges) == 1 && ranges[0].Until == "" && minorOf(ranges[0].From) <= first {
			continue
		}
		g := kubeschema.Gate{Name: gate, On: ranges, Refuses: refused[field]}
		if strings.Contains(field, "=") || field == "io.k8s.api.core.v1.PodSpec.containers.restartPolicy" {
			g.Since = firstIn[gate]
		}
		result[field] = g
	}
	return result, nil
}

func minorOf(version string) int {
	_, minor, _ := strings.Cut(version, ".")
	n, _ := strconv.Atoi(minor)
	return n
}

// moduleDir downloads a module and returns where it is.
func moduleDir(module string) (string, error) {
	output, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", fmt.Errorf("download %s: %w", module, err)
	}
	var m struct{ Dir string }
	err = json.Unmarshal(output, &m)
	return m.Dir, err
}
