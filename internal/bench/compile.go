package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// compilation is how long a stack of some size takes to compile, beside HCL's
// bare parser on the same file.
type compilation struct {
	workloads      int
	validate, bare measurement
}

// compileSizes measures stacks of several sizes, of which growth can be read.
func (b bench) compileSizes(ctx context.Context, r *results) error {
	for _, n := range []int{10, 1_000, 10_000} {
		c, err := b.compileSize(ctx, n)
		if err != nil {
			return err
		}
		r.sizes = append(r.sizes, c)
	}
	return nil
}

func (b bench) compileSize(ctx context.Context, n int) (c compilation, err error) {
	c.workloads = n
	dir, err := os.MkdirTemp("", "wl-bench-")
	if err != nil {
		return c, err
	}
	defer os.RemoveAll(dir)
	if err := writeStack(dir, n); err != nil {
		return c, err
	}
	b.dir = dir
	if c.validate, err = repeat(b.runs, func() (sample, error) { return b.run(ctx, "validate") }); err != nil {
		return c, err
	}
	c.bare, err = repeat(b.runs, func() (sample, error) { return parse(filepath.Join(dir, stackFile)) })
	return c, err
}

// parse reads a file with HCL's parser alone, and does nothing with it.
func parse(name string) (sample, error) {
	start := time.Now()
	src, err := os.ReadFile(name)
	if err != nil {
		return sample{}, err
	}
	if _, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos); diags.HasErrors() {
		return sample{}, fmt.Errorf("%s: %w", name, diags)
	}
	return sample{elapsed: time.Since(start)}, nil
}
