# One workload on three clusters: a canary first, which soaks and is approved of, then two
# regions side by side. examples/fleet.sh tries it on three control planes.

stack "fleet" {
  namespace = "fleet"
}

variable "image_tag" {
  description = "The version of nginx."
  type        = string
  default     = "1.29"
}

variable "broken" {
  description = "Clusters on which the new Pods do not become ready: simulated nodes do as they are told."
  type        = list(string)
  default     = []
}

cluster "eu-1" {
  context = "wl-eu-1"
  labels  = { stage = "canary" }
}

cluster "eu-2" {
  context = "wl-eu-2"
  labels  = { stage = "prod" }
}

cluster "us-1" {
  context = "wl-us-1"
  labels  = { stage = "prod" }
}

namespace "fleet" {}

workload "web-01" {
  kind     = "Deployment"
  replicas = 3

  container "nginx" {
    image  = "nginx:${var.image_tag}"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    port "http" {
      container_port = 80
    }
  }

  service "web-01" {
    port "http" {
      port        = 80
      target_port = "http"
    }
  }

  advanced {
    metadata {
      pod_annotations = {
        "wl-devcluster/behaviour" = contains(var.broken, target.name) ? "image-pull-failure" : "healthy"
      }
    }
  }
}

workload "smoke" {
  kind = "Job"

  container "smoke" {
    image   = "curlimages/curl:8.17.0"
    command = ["curl", "--fail", "http://${workload.web-01.service.web-01.dns_name}"]
    cpu     = { limit = "100m" }
    memory  = { limit = "64Mi" }
  }
}

rollout {
  wave "canary" {
    clusters = [cluster.eu-1]
    soak     = "10s"

    check "smoke" {
      workload = workload.smoke
    }

    approval {}
  }

  wave "regions" {
    select         = { stage = "prod" }
    max_concurrent = 2
  }

  window {
    deny      = "0 0 24 12 *" # nothing begins over the holidays
    duration  = "192h"
    time_zone = "Europe/Berlin"
  }
}
