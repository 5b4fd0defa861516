package lang_test

import (
	"context"
	"fmt"
	"log"
	"testing/fstest"

	"github.com/workloadlang/wl/lang"
)

// A stack need not be on the disk: whatever is an fs.FS has one.
func ExampleCompile() {
	files := fstest.MapFS{
		"shop/stack.wl.hcl": {Data: []byte(`
stack "shop" {}
variable "image" {}
workload "website" {
  kind     = "Deployment"
  replicas = 3
  container "nginx" {
    image = var.image
  }
}
config_map "site" {
  data = { "index.html" = file("index.html") }
}`)},
		"shop/index.html": {Data: []byte("<h1>Shop</h1>\n")},
	}
	stack := lang.Compile(context.Background(), "shop", lang.Options{
		Files:     files,
		Variables: []lang.VariableArgument{{Name: "image", Value: "nginx:1.27"}},
	})
	if stack.Diagnostics.HasErrors() {
		log.Fatal(stack.Diagnostics)
	}
	for _, o := range stack.Stack.Clusters[0].Objects {
		fmt.Println(o.Ref, "at", o.Origin)
	}
	// Output:
	// ConfigMap default/site at shop/stack.wl.hcl:11
	// Deployment default/website at shop/stack.wl.hcl:4
}
