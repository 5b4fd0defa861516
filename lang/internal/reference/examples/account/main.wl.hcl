workload "shop-operator" {
  kind = "Deployment"

  container "operator" {
    image  = "registry.example.com/shop-operator:1.4"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  service_account {
    role "shop-leader" {
      rule {
        api_groups = ["coordination.k8s.io"]
        resources  = ["leases"]
        verbs      = ["get", "create", "update"]
      }
    }

    cluster_role "shop-reader" {
      rule {
        resources = ["namespaces", "services"]
        verbs     = ["get", "list", "watch"]
      }
    }
  }
}

# What others have declared is given by a binding alone.
cluster_role_binding "shop-operator-auth" {
  cluster_role = "system:auth-delegator"

  subject {
    name = workload.shop-operator.service_account.name
  }
}
