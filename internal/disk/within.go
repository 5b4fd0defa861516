package disk

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// OutsideError means that a path leads out of the directory that it must be in.
type OutsideError struct {
	Name string
	// Link reports whether the name itself is within: a symbolic link leads out.
	Link bool
}

func (e *OutsideError) Error() string {
	if e.Link {
		return e.Name + " is a symbolic link to outside the stack's directory"
	}
	return e.Name + " is outside the stack's directory"
}

// Within reports, as an OutsideError, that a path leads out of a directory, by
// its steps or by symbolic links.
func Within(root, name string) error {
	real, err := filepath.Abs(name)
	root, errRoot := filepath.Abs(root)
	if err := errors.Join(err, errRoot); err != nil {
		return fmt.Errorf("cannot find %s: %w", name, err)
	}
	inside := below(root, real)
	if resolved, err := filepath.EvalSymlinks(real); err == nil {
		if root, err = filepath.EvalSymlinks(root); err != nil {
			return fmt.Errorf("cannot find the stack's directory: %w", err)
		}
		if below(root, resolved) {
			return nil
		}
		return &OutsideError{Name: name, Link: inside}
	}
	if !inside {
		return &OutsideError{Name: name}
	}
	return nil // reading it says what is wrong
}

func below(root, path string) bool {
	within, err := filepath.Rel(root, path)
	return err == nil && within != ".." && !strings.HasPrefix(within, ".."+string(filepath.Separator))
}
