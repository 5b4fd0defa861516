package module

import (
	"path"
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/internal/blocks"
)

// LogFile is a file whose log is collected.
type LogFile struct {
	blocks.File
	Container blocks.Container
	Path      string
	Collector string
	// Mount is the container's own mount that the file lies in; absent where
	// none is: Directory then gets a volume.
	Mount     blocks.Mount
	Directory string
}

// LogFiles are the files of all containers in the order of the source.
func (i *Item) LogFiles() []LogFile {
	var files []LogFile
	for _, container := range slices.Concat(i.Workload().Containers(), i.Workload().InitContainers()) {
		files = append(files, logFiles(container)...)
	}
	return files
}

// logFiles are those of one container. Directories within each other share the
// outermost one's volume.
func logFiles(container blocks.Container) []LogFile {
	log := container.Log()
	var files []LogFile
	for _, f := range log.Files() {
		files = append(files, LogFile{
			File: f, Container: container, Path: f.Label, Collector: log.Collector().Value(),
			Mount: covering(container, f.Label), Directory: path.Dir(f.Label),
		})
	}
	for i := range files {
		for _, other := range files {
			if !other.Mount.Present() && other.Directory != "/" && within(path.Dir(files[i].Path), other.Directory) && len(other.Directory) < len(files[i].Directory) {
				files[i].Directory = other.Directory
			}
		}
	}
	return files
}

// covering finds the innermost mount that a file lies in.
func covering(container blocks.Container, file string) blocks.Mount {
	var found blocks.Mount
	longest := -1
	for _, m := range container.Storage().Mounts() {
		if at := path.Clean(m.Label); within(file, at) && len(at) > longest {
			found, longest = m, len(at)
		}
	}
	return found
}

// within reports whether a path is a directory or lies in it.
func within(file, directory string) bool {
	return file == directory || strings.HasPrefix(file, strings.TrimSuffix(directory, "/")+"/")
}
