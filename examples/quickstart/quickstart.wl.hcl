# The quickstart: nginx as a StatefulSet of two Pods, with a name in DNS for
# each of them.
#
#   wl validate examples/quickstart     what is wrong with it, without a cluster
#   wl plan     examples/quickstart     what would change in the cluster
#   wl apply    examples/quickstart     change it, and watch the Pods start
#
# All files *.wl.hcl of a directory are one stack. This one needs no cluster
# block: it uses the current context of your kubeconfig, or --context.

stack "quickstart" {
  # The namespace of everything below that names none.
  namespace = "quickstart"
}

# A namespace of its own, so that `wl destroy` leaves nothing behind.
namespace "quickstart" {}

# A value from outside. Try: wl plan --var image_tag=1.28 examples/quickstart
variable "image_tag" {
  description = "Version of nginx to run."
  type        = string
  default     = "1.27"

  validation {
    condition     = var.image_tag != "latest"
    error_message = "Name a version: what \"latest\" is can change from one Pod to the next."
  }
}

# The workload. Its label is its name in Kubernetes.
workload "nginx-01" {
  # Basic information. A StatefulSet gives each Pod a name that it keeps:
  # nginx-01-0, nginx-01-1, …
  kind        = "StatefulSet"
  description = "A stateful workload that runs nginx."

  # replicas = 2 is the default.

  # Containers: what runs in each Pod.
  container "nginx" {
    image       = "nginx:${var.image_tag}"
    pull_policy = "Always" # at every start; otherwise only when the node lacks the image

    # The guaranteed amount, and the most that the container can use.
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    # A port that the container listens on; services refer to it by its name.
    port "http" {
      container_port = 80
    }

    environment {
      variables = {
        NGINX_ENTRYPOINT_QUIET_LOGS = "1"
      }
    }
  }

  # Services: how others reach the Pods. A headless service leads to each Pod
  # by name, nginx-01-0.nginx.quickstart.svc, rather than to any of them.
  service "nginx" {
    headless = true

    port "http" {
      port        = 80
      target_port = "http"
    }
  }

  # Everything else has a default that is safe to keep.
  advanced {
    upgrade {
      strategy                         = "RollingUpdate" # one Pod after the other, the last one first
      termination_grace_period_seconds = 10
    }

    metadata {
      labels = { team = "web" }
    }
  }
}

# Shown once the stack is applied.
output "address" {
  description = "Where nginx is reached from within the cluster."
  value       = workload.nginx-01.service["nginx"].dns_name
}
