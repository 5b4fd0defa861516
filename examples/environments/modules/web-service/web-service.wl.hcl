# A web service: a Deployment with its Service, as every service of the shop has them.

variable "name" {
  type        = string
  description = "The service's name."
}

variable "image" {
  type = string

  validation {
    condition     = !endswith(var.image, ":latest")
    error_message = "Name a version: what latest is changes without anybody planning it."
  }
}

variable "replicas" {
  type    = number
  default = 1
}

variable "cpu" {
  type    = string
  default = "100m"
}

variable "memory" {
  type    = string
  default = "128Mi"
}

variable "highly_available" {
  type        = bool
  description = "Whether it has to outlive the loss of a node."
  default     = false
}

variable "variables" {
  type        = map(string)
  description = "Environment variables."
  default     = {}
}

variable "secrets" {
  type        = map(object({ secret = string, key = string }))
  description = "Environment variables that are read from Secrets."
  default     = {}
}

workload "server" {
  name     = var.name
  kind     = "Deployment"
  replicas = var.replicas

  container "server" {
    image  = var.image
    cpu    = { request = var.cpu, limit = var.cpu }
    memory = { request = var.memory, limit = var.memory }

    port "http" {
      container_port = 8080
    }

    health_check {
      readiness {
        http_get = { path = "/", port = "http" }
      }
    }

    environment {
      variables = var.variables

      dynamic "secret_key" {
        for_each = var.secrets
        labels   = [secret_key.key]
        content {
          secret = secret_key.value.secret
          key    = secret_key.value.key
        }
      }
    }
  }

  service "server" {
    name = var.name
    port "http" {
      port        = 80
      target_port = "http"
    }
  }

  advanced {
    scheduling {
      dynamic "topology_spread" {
        for_each = var.highly_available ? ["kubernetes.io/hostname"] : []
        content {
          topology_key = topology_spread.value
        }
      }
    }
    dynamic "disruption_budget" {
      for_each = var.highly_available ? [1] : []
      content {
        max_unavailable = 1
      }
    }
  }

  lifecycle {
    precondition {
      condition     = !var.highly_available || var.replicas >= 2
      error_message = "${var.name} has to outlive the loss of a node, and has ${var.replicas} Pod. Give it two at least."
    }
  }
}

output "url" {
  description = "Where the service answers."
  value       = "http://${workload.server.service["server"].dns_name}"
}
