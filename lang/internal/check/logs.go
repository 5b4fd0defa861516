package check

import (
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// logs are those of a workload's containers, being checked.
type logs struct {
	*report
	item *module.Item
}

// check finds files that cannot be shared with what collects them.
func (l logs) check() {
	taken := make(map[[2]string]blocks.File)
	for _, f := range l.item.LogFiles() {
		key := [2]string{f.Container.Label, f.Path}
		if first, ok := taken[key]; ok {
			l.fail(f.Header, "Duplicate name", "%s is already declared at %s. Rename or remove one of the two.", f.Title(), syntax.Place(first.Header))
			continue
		}
		taken[key] = f.File
		l.container(&f)
		if !f.Mount.Present() {
			l.directory(&f)
		} else {
			l.mount(&f)
		}
	}
	for _, container := range allContainers(l.item) {
		l.arguments(container)
	}
}

// container refuses files of containers that end before anything collects
// them, or that the collector does not look at.
func (l logs) container(f *module.LogFile) {
	switch initial := f.Container.Schema.Name == "init_container"; {
	case ends(f.Container):
		l.fail(f.Header, "Not for an init container", `%s completes before the other containers start, so its files are not collected. Write its logs to standard output, or make it a sidecar: restart_policy = "Always".`,
			f.Container.Title())
	case initial && f.Collector == "operator":
		l.fail(f.Header, "Not for an init container", `The operator does not collect the files of init containers. Write collector = "sidecar" in the log of %s.`, f.Container.Title())
	}
}

// systemDirectories are those without whose contents an image does not run.
var systemDirectories = []string{"/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/proc", "/root", "/run", "/sbin", "/sys",
	"/usr", "/usr/bin", "/usr/lib", "/usr/local", "/usr/local/bin", "/usr/local/lib", "/usr/sbin", "/usr/share", "/var", "/var/lib"}

func (l logs) directory(f *module.LogFile) {
	if slices.Contains(systemDirectories, f.Directory) {
		l.fail(f.LabelRange, "Directory is hidden", "%s becomes an empty directory and hides the image's files there. Write the log of %s to a separate directory, such as /var/log/%s.",
			f.Directory, f.Container.Title(), f.Container.Label)
	}
}

// mount checks that a mount of the container can hold a log and be shared.
func (l logs) mount(f *module.LogFile) {
	volume := f.Mount.Volume().Value()
	switch {
	case path.Clean(f.Mount.Label) == f.Path:
		l.fail(f.LabelRange, "Mount conflict", "A file is mounted at %s, and a file cannot be shared with the collector. Mount a volume at the directory %s instead.", syntax.Place(f.Mount.Header), f.Directory)
	case f.Mount.ReadOnly().Value() || l.cannotWrite(volume):
		l.fail(f.LabelRange, "Log in a read-only volume", "%s is in the mount at %s, which is read-only. Write the log to another directory, or mount a writable volume.", f.Path, syntax.Place(f.Mount.Header))
	case f.Collector == "operator" && volume != "":
		l.operatorMount(f, volume)
	}
}

// cannotWrite reports whether a volume takes nothing, whoever mounts it.
func (l logs) cannotWrite(name string) bool {
	return slices.ContainsFunc(l.item.Workload().Volumes(), func(v blocks.Volume) bool {
		made := v.ConfigMap().Present() || v.Secret().Present() || v.Projected().Present() || v.DownwardAPI().Present() || v.Image().Present()
		return v.Label == name && (made || v.PersistentVolumeClaim().ReadOnly().Value() || v.CSI().ReadOnly().Value() || v.NFS().ReadOnly().Value() ||
			v.ISCSI().ReadOnly().Value() || v.FC().ReadOnly().Value())
	})
}

// operatorMount holds a mount to what the operator does with it: it mounts the
// whole volume where the first container that has it does.
func (l logs) operatorMount(f *module.LogFile, volume string) {
	if f.Mount.SubPath().Value() != "" || f.Mount.SubPathExpr().Value() != "" {
		l.fail(f.LabelRange, "Not for the operator", `The operator mounts whole volumes, and %s is in a part of one. Write collector = "sidecar".`, f.Path)
		return
	}
	for _, container := range l.item.Workload().Containers() {
		for _, m := range container.Storage().Mounts() {
			if m.Volume().Value() != volume {
				continue
			}
			if m.Label != f.Mount.Label {
				l.fail(f.LabelRange, "Not for the operator", `The operator mounts volume %s at its first mount path, which is %s at %s. Mount it at the same path, or write collector = "sidecar".`,
					shown(f.Mount.Volume()), m.Label, syntax.Place(m.Header))
			}
			return
		}
	}
}

// arguments looks at what is said beside the files.
func (l logs) arguments(container blocks.Container) {
	log := container.Log()
	operator := log.Collector().Value() == "operator"
	if log.Collector().Given() && len(log.Files()) == 0 {
		l.warn(log.Collector().Range(), "No effect", "The collector collects files, and no file is declared. Add file \"/var/log/…\" {}, or remove it.")
	}
	if stdout := log.Stdout(); stdout.Present() && !stdout.Value() {
		if key := object.AnnotationLogExclude + container.Label; len(validation.IsQualifiedName(key)) > 0 {
			l.fail(stdout.Range(), "Name too long", "The node agent's annotation %s allows 55 characters for a container's name; this name has %d. Rename the container, or collect its standard output.",
				object.AnnotationLogExclude+"…", len(container.Label))
		}
		l.ownAnnotation(object.AnnotationLogExclude+container.Label, stdout.Range())
	}
	if operator && container.Schema.Name == "container" && len(log.Files()) > 0 {
		l.ownAnnotation(object.AnnotationTailingSidecar, log.Header)
	}
}

// ownAnnotation refuses an annotation that is written here and follows from the
// logs as well.
func (l logs) ownAnnotation(name string, at hcl.Range) {
	annotations := l.item.Workload().Advanced().Metadata().PodAnnotations()
	if _, given := annotations.Value()[name]; given {
		l.fail(annotations.ElementRange(name), "Conflicting arguments", "The annotation %s is already set by the log block at %s. Remove one of the two.", name, syntax.Place(at))
	}
}
