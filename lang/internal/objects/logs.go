package objects

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
)

// logs are those of a workload's containers.
type logs struct {
	*writer
	item  *module.Item
	files []module.LogFile
}

// compile adds what they need, once all else of the workload is written:
// annotations, volumes that make files readable for others, and the containers
// that collect them.
func (l logs) compile() {
	annotations := schema.TemplatePath(l.kind).Field("metadata").Field("annotations")
	for _, container := range slices.Concat(l.item.Workload().InitContainers(), l.item.Workload().Containers()) {
		if stdout := container.Log().Stdout(); stdout.Present() && !stdout.Value() {
			at := annotations.Field(object.AnnotationLogExclude + container.Label)
			l.set(at, "true")
			l.manifest.Fields[at] = rangeOf(stdout.Range()) // the checks refuse an argument that sets it as well
		}
	}
	files, volumes := l.files, l.volumes()
	names := distinct(files, labels(l.item.Workload().Containers(), l.item.Workload().InitContainers()), func(f *module.LogFile) (string, string) {
		return f.Container.Label + "-" + f.Path[strings.LastIndex(f.Path, "/"):], f.Path
	})
	var tailed []string
	for i := range files {
		f := &files[i]
		if f.Collector == "sidecar" {
			l.collector(f, names[i], volumes[i])
			continue
		}
		tailed = append(tailed, names[i]+":"+volumes[i]+":"+f.Path)
		at := annotations.Field(object.AnnotationTailingSidecar)
		l.set(at, strings.Join(tailed, ";"))
		l.manifest.Fields[at] = rangeOf(f.Header)
	}
}

// volumes returns which volume each file lies in, and makes those that are not
// there yet.
func (l logs) volumes() []string {
	files := l.files
	pod := schema.PodPath(l.kind)
	volumes := distinct(files, labels(l.item.Workload().Volumes()), func(f *module.LogFile) (string, string) { return f.Container.Label + f.Directory, f.Directory })
	made := make(map[string]bool)
	for i := range files {
		f := &files[i]
		if f.Mount.Present() {
			volumes[i] = f.Mount.Volume().Value()
			continue
		}
		if made[volumes[i]] {
			continue
		}
		made[volumes[i]] = true
		l.from(l.add(pod.Field("volumes"), map[string]any{"name": volumes[i], "emptyDir": map[string]any{}}), f.Header)
		l.from(l.add(l.containerOf(f).Field("volumeMounts"), map[string]any{"name": volumes[i], "mountPath": f.Directory}), f.Header)
	}
	return volumes
}

// containerOf is the place of the container that writes a file.
func (l logs) containerOf(f *module.LogFile) object.Path {
	list := map[string]string{"container": "containers", "init_container": "initContainers"}[f.Container.Schema.Name]
	return schema.PodPath(l.kind).Field(list).Index(slices.Index(l.item.Children(f.Container.Schema.Name), f.Container.Block))
}

// tail writes a file to standard output from its beginning, also when it is
// rotated or not there yet. As the first process of its container, tail itself
// would not heed the request to end.
const tail = `trap 'sleep 2; exit 0' TERM; tail -n +1 -F "$0" & wait`

// collector adds a container that runs beside the others and collects a file.
func (l logs) collector(f *module.LogFile, name, volume string) {
	mount := map[string]any{"name": volume, "mountPath": f.Directory, "readOnly": true}
	if f.Mount.Present() {
		mount["mountPath"] = f.Mount.Label
	}
	at := l.add(schema.PodPath(l.kind).Field("initContainers"), map[string]any{
		"name": name, "imagePullPolicy": "IfNotPresent", "restartPolicy": "Always",
		"command": []any{"sh", "-c", tail, f.Path},
		"resources": map[string]any{
			"requests": map[string]any{"cpu": "5m", "memory": "8Mi"},
			"limits":   map[string]any{"cpu": "100m", "memory": "32Mi"},
		},
		"volumeMounts": []any{mount},
	})
	l.from(at, f.Header)
	if image := l.maker.settings.LogCollectorImage; image != nil {
		l.write(at.Field("image"), image)
	}
	if sub := f.Mount.SubPath(); sub.Present() {
		l.write(at.Field("volumeMounts").Index(0).Field("subPath"), sub.Attribute())
	}
	if sub := f.Mount.SubPathExpr(); sub.Present() {
		l.write(at.Field("volumeMounts").Index(0).Field("subPathExpr"), sub.Attribute())
		collectorVariables{l.writer, l.containerOf(f), at, f.Container.Label}.copy(sub.Value())
	}
	l.collectorSecurity(f, at.Field("securityContext"))
}

// nobody is a user that owns nothing.
const nobody = int64(65534)

// collectorSecurity lets a collector do no more than read: as the user of the
// container that writes the file, where that is known. Where it may be root,
// nothing but the right to read the files of others is left of that.
func (l logs) collectorSecurity(f *module.LogFile, at object.Path) {
	own, pod := f.Container.Security(), l.item.Workload().Advanced().Security()
	capabilities := map[string]any{"drop": []any{"ALL"}}
	switch user, known := userOf(own, pod); {
	case known && user != 0:
	case !known && (own.RunAsNonRoot().Value() || !own.RunAsNonRoot().Present() && pod.RunAsNonRoot().Value()):
		l.set(at.Field("runAsUser"), nobody)
	default:
		capabilities["add"] = []any{"DAC_OVERRIDE"}
	}
	l.set(at, map[string]any{"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": capabilities})
	for _, a := range []*decode.Attribute{own.RunAsUser().Attribute(), own.RunAsGroup().Attribute(), own.RunAsNonRoot().Attribute()} {
		if a != nil {
			l.attribute(own.Block, a, at)
		}
	}
	if profile := own.SeccompProfile(); profile.Present() {
		l.block(profile.Block, l.place(profile.Schema.Places, at))
	}
}

// userOf is the user that a container's processes run as, where the
// configuration says.
func userOf(own blocks.Security, pod blocks.PodSecurity) (int64, bool) {
	if user, ok := own.RunAsUser().Lookup(); ok {
		return user, ok
	}
	return pod.RunAsUser().Lookup()
}

func labels[T ~struct{ *decode.Block }](lists ...[]T) []string {
	var all []string
	for _, b := range slices.Concat(lists...) {
		all = append(all, struct{ *decode.Block }(b).Label)
	}
	return all
}

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// distinct gives each file a name that no other has, and that does not depend
// on the order of the files: what it is, if that is short and tells it from all
// others, and otherwise a digest of it besides. Files that are the same thing
// share its name.
func distinct(files []module.LogFile, taken []string, of func(*module.LogFile) (name, thing string)) []string {
	names, things := make([]string, len(files)), make([]string, len(files))
	claims := make(map[string]map[string]bool)
	for i := range files {
		name, thing := of(&files[i])
		names[i] = strings.Trim(notInNames.ReplaceAllString(strings.ToLower(name), "-"), "-")
		things[i] = files[i].Container.Label + ":" + thing
		if claims[names[i]] == nil {
			claims[names[i]] = make(map[string]bool)
		}
		claims[names[i]][things[i]] = true
	}
	for i, name := range names {
		if len(name) <= validation.DNS1123LabelMaxLength && len(claims[name]) == 1 && !slices.Contains(taken, name) {
			continue
		}
		sum := sha256.Sum256([]byte(things[i]))
		suffix := "-" + hex.EncodeToString(sum[:4])
		names[i] = strings.TrimRight(name[:min(len(name), validation.DNS1123LabelMaxLength-len(suffix))], "-") + suffix
	}
	return names
}
