workload "migrate" {
  kind = "Job"

  container "migrate" {
    image  = "registry.example.com/migrate:7"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}

workload "web-shop" {
  kind       = "Deployment"
  depends_on = [workload.migrate]

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  lifecycle {
    prevent_destroy = true
    ignore_fields   = ["spec.replicas"]

    precondition {
      condition     = target.name != "prod-eu" || length(workload.migrate.name) > 3
      error_message = "The migration needs a name."
    }
  }
}

check "names" {
  assert {
    condition     = startswith(workload.web-shop.name, "web-")
    error_message = "Workloads that serve pages are called web-."
  }
}
