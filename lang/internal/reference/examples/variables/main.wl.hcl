variable "web" {
  description = "Which image runs, and how often."
  type        = object({ tag = string, replicas = optional(number, 2) })
  default     = { tag = "1.28" }

  validation {
    condition     = var.web.tag != "latest"
    error_message = "Pin the image."
  }
}

variable "token" {
  type      = string
  sensitive = true
  default   = "only-for-trying"
}

locals {
  image = "nginx:${var.web.tag}"
}

secret "gateway" {
  data = { token = var.token }
}

workload "web-shop" {
  kind     = "Deployment"
  replicas = var.web.replicas

  container "nginx" {
    image  = local.image
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}
