package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	namespace = "bench"
	stackFile = "bench.wl.hcl"
)

// writeStack writes a stack of n workloads, each with a Service, of realistic
// size. The image of the first hundredth hangs on one variable, that of the
// others on another, so that runs can change as much as they want.
func writeStack(dir string, n int) error {
	var b strings.Builder
	fmt.Fprintf(&b, `stack "bench" {
  namespace = %[1]q
}

namespace %[1]q {}

variable "few" {
  type    = string
  default = "1.27"
}

variable "rest" {
  type    = string
  default = "1.27"
}

variable "replicas" {
  type    = number
  default = 1
}
`, namespace)
	for i := range n {
		variable := "rest"
		if i < max(n/100, 1) {
			variable = "few"
		}
		fmt.Fprintf(&b, workloadSource, i, variable)
	}
	return os.WriteFile(filepath.Join(dir, stackFile), []byte(b.String()), 0o600)
}

const workloadSource = `
workload "app-%05[1]d" {
  kind        = "Deployment"
  replicas    = var.replicas
  description = "Workload %[1]d of the benchmark."

  container "nginx" {
    image       = "nginx:${var.%[2]s}"
    pull_policy = "IfNotPresent"
    cpu         = { request = "10m", limit = "500m" }
    memory      = { request = "16Mi", limit = "256Mi" }

    port "http" {
      container_port = 8080
    }
    port "metrics" {
      container_port = 9090
    }

    environment {
      variables = { LOG_LEVEL = "info", WORKLOAD = "app-%05[1]d" }
    }
  }

  service "app-%05[1]d" {
    port "http" {
      port        = 80
      target_port = "http"
    }
  }

  advanced {
    upgrade {
      strategy        = "RollingUpdate"
      max_unavailable = 0
    }
    metadata {
      labels          = { team = "web" }
      pod_annotations = { "prometheus.io/scrape" = "true" }
    }
  }
}
`
