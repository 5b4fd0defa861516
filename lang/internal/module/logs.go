package module

import (
	"path"
	"strings"

	"github.com/workloadlang/wl/lang/internal/decode"
)

// LogFile is a file whose log is collected.
type LogFile struct {
	*decode.Block
	Container *decode.Block
	Path      string
	Collector string
	// Mount is the container's own mount that the file lies in; nil where none
	// is: Directory then gets a volume.
	Mount     *decode.Block
	Directory string
}

// LogFiles are the files of all containers in the order of the source.
func (i *Item) LogFiles() []LogFile {
	var files []LogFile
	for _, block := range []string{"container", "init_container"} {
		for _, container := range i.Children(block) {
			files = append(files, logFiles(container)...)
		}
	}
	return files
}

// logFiles are those of one container. Directories within each other share the
// outermost one's volume.
func logFiles(container *decode.Block) []LogFile {
	log := container.Child("log")
	if log == nil {
		return nil
	}
	var files []LogFile
	for _, f := range log.Children("file") {
		files = append(files, LogFile{
			Block: f, Container: container, Path: f.Label, Collector: log.String("collector"),
			Mount: covering(container, f.Label), Directory: path.Dir(f.Label),
		})
	}
	for i := range files {
		for _, other := range files {
			if other.Mount == nil && other.Directory != "/" && within(path.Dir(files[i].Path), other.Directory) && len(other.Directory) < len(files[i].Directory) {
				files[i].Directory = other.Directory
			}
		}
	}
	return files
}

// covering finds the innermost mount that a file lies in.
func covering(container *decode.Block, file string) *decode.Block {
	var found *decode.Block
	longest := -1
	storage := container.Child("storage")
	if storage == nil {
		return nil
	}
	for _, m := range storage.Children("mount") {
		if at := path.Clean(m.Label); within(file, at) && len(at) > longest {
			found, longest = m, len(at)
		}
	}
	return found
}

// within says whether a path is a directory or lies in it.
func within(file, directory string) bool {
	return file == directory || strings.HasPrefix(file, strings.TrimSuffix(directory, "/")+"/")
}
